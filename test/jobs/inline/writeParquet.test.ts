import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Value } from "../../../core/contract/ColumnSpec.ts";
import { flatColumn } from "../../../jobs/inline/flatColumn.ts";
import { unchanged } from "../../../jobs/inline/storedType.ts";
import { writeParquet } from "../../../jobs/inline/writeParquet.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-parquet-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Writes values as a file of one column, which another reader reads back. */
async function writtenAndRead(type: string, values: readonly (Value | null)[]) {
  const path = join(folder, `${type}.parquet`);
  const rows = writeParquet(path, [flatColumn<Value | null>("value", type, (value) => value, unchanged)], values);
  const read = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
  return { rows, read: read.map(({ value }) => value) };
}

const valuesOf: Record<string, fc.Arbitrary<Value>> = {
  INT_16: fc.integer({ min: -32_768, max: 32_767 }),
  INT_32: fc.maxSafeInteger().map((number) => number | 0),
  INT_64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  BOOLEAN: fc.boolean(),
  DOUBLE: fc.double({ noNaN: true }),
  FLOAT: fc.float({ noNaN: true }),
  UTF8: fc.string({ unit: "binary" }),
};

describe("writing Parquet", () => {
  test.each(Object.keys(valuesOf))("of type %s gives what another reader finds, nulls too", async (type) => {
    const value = valuesOf[type] ?? fc.constant(0);
    // Few values that repeat, and many that do not.
    const drawn = fc
      .array(value, { minLength: 1, maxLength: 40 })
      .chain((few) => fc.array(fc.oneof(fc.constantFrom(...few), fc.constant(null), value), { maxLength: 300 }));
    await fc.assert(
      fc.asyncProperty(drawn, async (values) => {
        expect(await writtenAndRead(type, values)).toEqual({ rows: values.length, read: values });
      }),
      { numRuns: 40 },
    );
  });

  test("of more rows than a row group has gives them in their order", async () => {
    const values = Array.from({ length: 130_000 }, (_, row) => (row % 5 === 0 ? null : `text ${row % 700}`));
    expect(await writtenAndRead("UTF8", values)).toEqual({ rows: values.length, read: values });
  });
});
