import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Contract } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { sparkPlan } from "../../../core/emit/spark/sparkPlan.ts";
import { sha256 } from "../../../core/sha256.ts";
import { runJobs } from "./support/runJobs.ts";

const contract: Contract = dataset("digests", { source: csv(), columns: { digest: t.varchar(64) } });
/** What hardly can be compressed: 2 MB of Parquet. */
const lines = Array.from({ length: 40_000 }, (_, index) => sha256(String(index)));

let folder: string;
let why: string | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-disk-"));
  await mkdir(join(folder, "small"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=512k", "tmpfs", join(folder, "small")], { stdio: "pipe" });
  } catch (error) {
    why = (error as Error).message.trim();
  }
});
afterAll(async () => {
  if (why === undefined) execFileSync("umount", ["--lazy", join(folder, "small")]);
  await rm(folder, { recursive: true, force: true });
});

describe("the Spark job on a disk that is full", () => {
  test("ends with what the disk said and leaves no manifest, and converts once there is room", async (context) => {
    if (why !== undefined) {
      console.log(`Not tested, a full disk: ${why}`);
      context.skip();
    }
    const place = (name: string) => join(folder, name);
    await writeFile(place("plan.json"), JSON.stringify(sparkPlan(contract)));
    await writeFile(place("source.csv"), ["digest", ...lines].join("\n"));
    const run = {
      plan: place("plan.json"),
      source: place("source.csv"),
      output: place("output"),
      source_key: "digests/a.csv",
      run: "some-run",
    };
    const [failed] = (await runJobs([run], { TMPDIR: place("small") })).outcomes;
    expect(failed?.text).toContain("No space left on device");
    expect(existsSync(place("output/manifest.json"))).toBe(false);
    const [converted] = (await runJobs([run], { TMPDIR: folder })).outcomes;
    expect(converted).toBeNull();
    expect(JSON.parse(await readFile(place("output/manifest.json"), "utf8"))).toMatchObject({ written: lines.length });
  }, 600_000);
});
