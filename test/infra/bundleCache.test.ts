import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { bundleCache } from "../../infra/bundleCache.ts";
import type { HandlerBundle } from "../../infra/HandlerBundle.ts";

let folder: string;
let builds: number;
const made: [string, HandlerBundle] = ["trigger", { code: "export {};", usesDuckdb: false, sqlFiles: [] }];
const build = async () => {
  builds += 1;
  return new Map([made]);
};

beforeEach(() => {
  builds = 0;
  folder = mkdtempSync(join(tmpdir(), "sluice-bundles-"));
  bundleCache.folder = join(folder, "cache");
});
afterEach(() => {
  bundleCache.folder = undefined;
  rmSync(folder, { recursive: true });
});

it("builds the same sources once, and keeps nothing of others", async () => {
  expect(await bundleCache.through(build)).toEqual(new Map([made]));
  const [kept = ""] = readdirSync(join(folder, "cache"));
  rmSync(join(folder, "cache", kept));
  writeFileSync(join(folder, "cache/bundles-other.json"), "[]");
  await bundleCache.through(build);
  expect(await bundleCache.through(build)).toEqual(new Map([made]));
  expect(builds).toBe(2);
  expect(readdirSync(join(folder, "cache"))).toEqual([kept]);
});

it("builds anew where what was kept cannot be read", async () => {
  await bundleCache.through(build);
  const [kept = ""] = readdirSync(join(folder, "cache"));
  writeFileSync(join(folder, "cache", kept), "[[");
  expect(await bundleCache.through(build)).toEqual(new Map([made]));
  expect(builds).toBe(2);
});

it("always builds where it has no folder, as for a deployment", async () => {
  bundleCache.folder = undefined;
  await bundleCache.through(build);
  await bundleCache.through(build);
  expect(builds).toBe(2);
});
