import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { outputOf } from "../../../../local/cli/query/Output.ts";

describe("where a result goes", () => {
  it("is standard output, or a file by its whole path", () => {
    expect(outputOf("csv", undefined)).toEqual({ format: "csv", file: undefined });
    expect(outputOf("json", "rows.json")).toEqual({ format: "json", file: join(process.cwd(), "rows.json") });
    expect(outputOf("parquet", "rows.parquet").file).toBe(join(process.cwd(), "rows.parquet"));
  });

  it("is a file for Parquet", () => {
    expect(() => outputOf("parquet", undefined)).toThrow(expect.objectContaining({ code: "cli.no_output" }));
  });

  it.each([
    [join(tmpdir(), "absent", "rows.csv"), "There is no folder"],
    [tmpdir(), "is a folder"],
  ])("is refused as %s", (file, what) => {
    expect(() => outputOf("csv", file)).toThrow(
      expect.objectContaining({ code: "cli.no_such_folder", message: expect.stringContaining(what) }),
    );
  });
});
