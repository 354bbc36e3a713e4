import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emptyFolder } from "../../../local/cli/emptyFolder.ts";
import { lockFile } from "../../../local/cli/lockFolder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-empty-"));
  writeFileSync(join(folder, lockFile), "1\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("emptying a folder of state", () => {
  it("leaves its lock alone", () => {
    mkdirSync(join(folder, "outbox"));
    mkdirSync(join(folder, "eu-west-1"));
    writeFileSync(join(folder, "eu-west-1/object"), "x");
    emptyFolder(folder);
    expect(readdirSync(folder)).toEqual([lockFile]);
    emptyFolder(folder);
  });

  it("is refused where no host has worked, so that nobody's files are lost", () => {
    writeFileSync(join(folder, "thesis.txt"), "x");
    expect(() => emptyFolder(folder)).toThrow(
      expect.objectContaining({ code: "cli.not_a_state_folder", where: folder }),
    );
    expect(readdirSync(folder)).toContain("thesis.txt");
  });
});
