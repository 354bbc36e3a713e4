import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Contract } from "../../../../core/contract/Contract.ts";
import type { Column } from "../../../../core/contract/columns/Column.ts";
import { type CsvOptions, csv } from "../../../../core/contract/csv.ts";
import { dataset } from "../../../../core/contract/dataset.ts";
import { t } from "../../../../core/contract/t.ts";
import { valueConverter } from "../../../../core/convert/valueConverter.ts";
import { sparkLiteral } from "../../../../core/emit/spark/sparkLiteral.ts";
import { sparkPlan } from "../../../../core/emit/spark/sparkPlan.ts";
import { zoneProbes } from "../../../../core/emit/spark/zoneProbes.ts";
import { columnOf, examples } from "../../../docs/examples.ts";
import { columnPools, type PoolName } from "../../../jobs/duckdb/support/contracts.ts";
import { textsOf } from "../../../jobs/duckdb/support/texts.ts";
import { SparkSession } from "./support/SparkSession.ts";
import { respelled, spelled } from "./support/spelled.ts";
import { tokensOf } from "./support/tokens.ts";

let spark: SparkSession;
beforeAll(() => {
  spark = new SparkSession("/tmp/spvenv/bin/python");
});
afterAll(() => spark[Symbol.asyncDispose]());

const pools = Object.keys(columnPools) as PoolName[];
const dialects: readonly CsvOptions[] = [
  {},
  { decimal: ",", nulls: ["", "NA"] },
  { nulls: [] },
  { nulls: ["0", "'", " "] },
];

/** Every column of a pool, and each that can be null once more as one that can. */
function columnsOf(pool: PoolName): Column[] {
  const columns: readonly Column[] = columnPools[pool];
  const nullable = columns.slice(0, 3).filter(({ spec }) => spec.default === undefined);
  return [...columns, ...nullable.map((column) => column.nullable())];
}

function contractOf(columns: readonly Column[], options: CsvOptions): Contract {
  const keyed = columns.map((column, index) => [`column${"ABCDEFGHIJKL".charAt(index)}`, column]);
  return dataset("generated", { source: csv(options), columns: Object.fromEntries(keyed) });
}

/** The texts, each read by every column, as the reference and Spark have it: only where the two differ. */
async function differences(columns: readonly Column[], options: CsvOptions, texts: readonly string[]) {
  const found = [];
  for (const some of chunks(columns, 12)) {
    const contract = contractOf(some, options);
    const rows = texts.map((text) => some.map(() => text));
    const outcomes = await spark.outcomes({ columns: sparkPlan(contract).columns, rows });
    for (const [position, column] of contract.columns.entries()) {
      const convert = valueConverter(column, contract.source);
      for (const [row, text] of texts.entries()) {
        const expected = spelled(column.type, convert(text));
        const outcome = respelled(column.type, outcomes[row]?.[position] ?? [null, "missing"]);
        if (expected.join() !== outcome.join()) found.push({ ...column.type, options, text, expected, outcome });
      }
    }
  }
  return found;
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}

describe("Spark and the reference agree", () => {
  test.each(pools)("on texts known to be read otherwise: %s", async (pool) => {
    for (const options of dialects) {
      expect(await differences(columnsOf(pool), options, tokensOf[pool])).toEqual([]);
    }
  });

  test.each(pools)("on any text: %s", async (pool) => {
    const texts = fc.array(textsOf[pool], { minLength: 300, maxLength: 300 });
    const property = fc.asyncProperty(fc.constantFrom(...dialects), texts, async (options, all) => {
      expect(await differences(columnsOf(pool), options, all)).toEqual([]);
    });
    await fc.assert(property, { numRuns: Number(process.env.SLUICE_RUNS ?? 1), endOnFailure: true });
  });

  test("on every example of docs/semantics.md", async () => {
    const byDialect = Map.groupBy(examples().values, ({ dialect }) => JSON.stringify(dialect));
    for (const all of byDialect.values()) {
      const byColumn = [...Map.groupBy(all, ({ column }) => column)];
      for (const some of chunks(byColumn, 12)) {
        const texts = some.flatMap(([, each]) => each.map(({ text }) => text));
        const columns = some.map(([column]) => columnOf(column));
        expect(await differences(columns, all[0]?.dialect ?? {}, texts)).toEqual([]);
      }
    }
  });
});
