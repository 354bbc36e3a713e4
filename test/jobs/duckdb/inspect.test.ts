import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import type { Contract } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { inspect } from "../../../jobs/duckdb/inspect.ts";
import type { CountedFile } from "../../../jobs/staging/ConvertFile.ts";
import { convertLocally } from "./support/convertLocally.ts";

const columns = { id: t.int(), at: t.timestamp(), sum: t.decimal(9, 2).nullable() };
const inspected: Contract = dataset("inspected", {
  source: csv(),
  columns,
  partitionBy: (c) => [c.at.year(), c.at.month()],
});
const bytes = Buffer.from(
  "id,at,sum\n1,2024-02-01,1.5\n1,2024-02-01T00:00,1.5\n2,2024-01-31T23:59,\n3,2024-02-29T10:00,\n",
);

/** Converts the file under one contract and inspects what was written, as `change` leaves it, under another. */
async function inspectAs(
  contract: Contract,
  change: (files: readonly CountedFile[]) => Promise<readonly CountedFile[]> = async (files) => files,
): Promise<number[]> {
  let rows: number[] = [];
  await convertLocally(inspected, bytes, async ({ files }) => {
    rows = await inspect(contract, await change(files));
  });
  return rows;
}

describe("inspecting Parquet files", () => {
  test("counts the rows of each file, rejects among them", async () => {
    expect(await inspectAs(inspected)).toEqual([1, 2, 1]);
  });

  test("holds the columns that a transform adds against the contract, behind the file's own", async () => {
    const derived = { sum: t.decimal(9, 2).nullable() };
    const less = { id: columns.id, at: columns.at };
    const partitionBy = inspected.partitions;
    const read: Contract = dataset("inspected", {
      ...{ source: csv(), columns: less, transform: "sums", derived, partitionBy: () => partitionBy },
    });
    expect(await inspectAs(read)).toEqual([1, 2, 1]);
    const [sum] = read.derived;
    const required = { ...read, derived: sum === undefined ? [] : [{ ...sum, nullable: false }] };
    await expect(inspectAs(required)).rejects.toMatchObject({ code: "inspect.null" });
    await expect(inspectAs({ ...read, derived: [] })).rejects.toMatchObject({ code: "inspect.schema" });
  });

  test("finds a file that is damaged anywhere", async () => {
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      const damaged = inspectAs(inspected, async (files) => {
        const path = files[0]?.path ?? "";
        const content = await readFile(path);
        const at = Math.floor(share * (content.length - 40));
        content.fill(0xff, at, at + 40);
        await writeFile(path, content);
        return files;
      });
      await expect(damaged).rejects.toMatchObject({ code: expect.stringMatching(/^inspect\./) });
    }
  });

  test("finds a file that is cut short, and says which", async () => {
    const cut = inspectAs(inspected, async (files) => {
      const path = files[1]?.path ?? "";
      await writeFile(path, (await readFile(path)).subarray(0, 200));
      return files;
    });
    await expect(cut).rejects.toMatchObject({
      code: "inspect.unreadable",
      message: expect.stringContaining("rows-1.parquet"),
    });
  });

  test("finds rows of another partition than their file's", async () => {
    const moved = inspectAs(inspected, async (files) => {
      const [first, second, ...others] = files;
      if (first === undefined || second === undefined) throw new Error("two files are needed");
      return [{ ...first, path: second.path }, ...others];
    });
    await expect(moved).rejects.toMatchObject({
      code: "inspect.partition",
      message: expect.stringContaining("The file of partition year=2024/month=1 holds rows of year=2024/month=2"),
    });
  });

  test("finds a null where the contract has none", async () => {
    const stricter: Contract = dataset("inspected", { source: csv(), columns: { ...columns, sum: t.decimal(9, 2) } });
    await expect(inspectAs(stricter)).rejects.toMatchObject({
      code: "inspect.null",
      message: expect.stringContaining('Column "sum" holds a null'),
    });
  });

  test.each([
    ["another type", { ...columns, sum: t.decimal(9, 3) }, "Column 3 is sum DECIMAL(9,2), where sum DECIMAL(9,3)"],
    ["another name", { ...columns, id: t.int(), sums: t.int() }, "Column 4 is _source VARCHAR, where sums INTEGER"],
    [
      "another order",
      { at: columns.at, id: columns.id, sum: columns.sum },
      "Column 1 is id INTEGER, where at TIMESTAMP",
    ],
    ["fewer columns", { id: columns.id, at: columns.at }, "Column 3 is sum DECIMAL(9,2), where _source VARCHAR"],
  ])("finds columns of %s", async (_, other, message) => {
    const contract: Contract = dataset("inspected", { source: csv(), columns: other });
    await expect(inspectAs(contract)).rejects.toMatchObject({
      code: "inspect.schema",
      message: expect.stringContaining(message),
    });
  });
});
