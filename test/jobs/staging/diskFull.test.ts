import { describe, expect, it } from "vitest";
import { diskFull } from "../../../jobs/staging/diskFull.ts";

describe("a full disk", () => {
  it.each([
    ["Node's", Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" })],
    ["DuckDB's", new Error('IO Error: Could not write file "/tmp/x": No space left on device.')],
  ])("has a name of its own in %s error", (_, cause) => {
    const found = diskFull(cause, "things");
    expect(found).toMatchObject({ code: "convert.disk_full", where: "things", cause });
    expect(found?.message).toMatch(/The disk is full: .*no space left on device/i);
  });

  it("is no other error", () => {
    expect(diskFull(new Error("no such file"), "things")).toBeUndefined();
    expect(diskFull("no space left on device", "things")).toBeUndefined();
  });
});
