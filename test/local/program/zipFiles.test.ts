import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { zipFiles } from "../../../local/program/zipFiles.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-zip-"));
afterAll(() => rmSync(folder, { recursive: true }));

const listing = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    assert archive.testzip() is None
    print(json.dumps({name: archive.read(name).decode() for name in archive.namelist()}))
`;

describe("a ZIP archive of the program's files", () => {
  it("is read by another implementation as what went in, whatever the names and sizes", async () => {
    const large = "line of a module\n".repeat(100_000);
    writeFileSync(join(folder, "from"), large);
    const files = [
      { path: "b/ü x.py", text: "" },
      { path: "a.py", text: "print(1)\n" },
      { path: "b/large.py", file: join(folder, "from") },
    ];
    const bytes = await zipFiles(files);
    const place = join(folder, "archive.zip");
    writeFileSync(place, bytes);
    const read: Record<string, string> = JSON.parse(
      execFileSync("python3", ["-c", listing, place], { encoding: "utf8", maxBuffer: 1e8 }),
    );
    expect(read).toEqual({ "a.py": "print(1)\n", "b/large.py": large, "b/ü x.py": "" });
    expect(bytes.length).toBeLessThan(10_000);
  });

  it("is the same for the same files in any order, and may be empty", async () => {
    const files = ["a", "b", "c"].map((path) => ({ path, text: path }));
    expect(await zipFiles(files.toReversed())).toEqual(await zipFiles(files));
    expect(await zipFiles([])).toHaveLength(22);
  });
});
