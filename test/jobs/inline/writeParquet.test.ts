import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parquetField } from "../../../jobs/inline/parquetField.ts";
import { writeParquet } from "../../../jobs/inline/writeParquet.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-parquet-"));
});
afterAll(() => rm(folder, { recursive: true }));

const column = (type: string) => [{ name: "value", field: parquetField(type), storedOf: (value: unknown) => value }];

describe("writing Parquet", () => {
  test("answers how many rows another reader finds", async () => {
    const path = join(folder, "good.parquet");
    const values = [1, null, -3];
    expect(await writeParquet(path, column("INT_16"), values)).toBe(3);
    const read = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
    expect(read).toEqual(values.map((value) => ({ value })));
  });

  test.each([
    ["INT_16", 40_000],
    ["INT_32", "x"],
    ["DOUBLE", Number.NaN],
    ["TIMESTAMP_MICROS", -1n],
    ["DATE", -1],
  ])("fails for a value that the writer refuses, here a %s, and leaves no file", async (type, value) => {
    const path = join(folder, "bad.parquet");
    await expect(writeParquet(path, column(type), [value])).rejects.toMatchObject({ code: "inline.unfit" });
    expect(await readdir(folder)).not.toContain("bad.parquet");
  });
});
