import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sourceHash } from "../../../../local/cli/target/sourceHash.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-sources-"));
  for (const name of ["core/deep", "local", "stacks"]) mkdirSync(join(folder, name), { recursive: true });
  write("core/deep/one.ts", "1");
  write("Pulumi.dev.yaml", "config: {}");
});
afterEach(() => rmSync(folder, { recursive: true }));
const write = (path: string, text: string) => writeFileSync(join(folder, path), text);

describe("the hash of a program's sources", () => {
  it("stays while no source changes, whatever else does", () => {
    const before = sourceHash(folder);
    write("local/cli.ts", "x");
    write("README.md", "x");
    write("core/deep/one.ts", "1");
    expect(sourceHash(folder)).toBe(before);
  });

  it.each([
    ["another content", () => write("core/deep/one.ts", "2")],
    ["another file", () => write("core/deep/two.ts", "")],
    ["a file less", () => rmSync(join(folder, "core/deep/one.ts"))],
    ["another configuration", () => write("Pulumi.dev.yaml", "config: { a: b }")],
  ])("changes with %s", (_, change) => {
    const before = sourceHash(folder);
    change();
    expect(sourceHash(folder)).not.toBe(before);
  });
});
