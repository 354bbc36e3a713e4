import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Contract } from "../../core/contract/Contract.ts";
import { csv } from "../../core/contract/csv.ts";
import { dataset } from "../../core/contract/dataset.ts";
import { t } from "../../core/contract/t.ts";
import { convert } from "../../core/convert/convert.ts";
import type { Row } from "../../core/convert/recordConverter.ts";
import { unfitness } from "../../core/engine/unfitness.ts";
import { contractOf, type PoolName } from "./duckdb/support/contracts.ts";
import { convertLocally } from "./duckdb/support/convertLocally.ts";
import type { engines } from "./duckdb/support/engines.ts";
import { fileOf } from "./support/fileOf.ts";

/** What the reference makes of the file, its reasons counted. */
function expected(contract: Contract, bytes: Uint8Array) {
  const { read, rows, rejects } = convert(contract, bytes);
  const byReason = Object.groupBy(
    rejects.flatMap(({ errors }) => errors),
    ({ reason }) => reason,
  );
  const reasons = Object.fromEntries(Object.entries(byReason).map(([reason, errors]) => [reason, errors.length]));
  return { read, rows, rejects, written: rows.length, rejected: rejects.length, reasons };
}

/** The inline engine writes no NaN, and no time before 1970 that is finer than a millisecond. */
function isUnfit({ columns }: Contract, rows: readonly unknown[]): boolean {
  return (rows as readonly Row[]).some((row) =>
    columns.some(({ key, type }) => {
      const value = row[key];
      if (type.kind !== "timestamp" || value === null) return Number.isNaN(value);
      return String(value) < "1970" && !String(value).endsWith("000Z");
    }),
  );
}

async function expectEqual(engine: keyof typeof engines, contract: Contract, bytes: Uint8Array): Promise<void> {
  const reference = expected(contract, bytes);
  const converted = convertLocally(contract, bytes, undefined, engine);
  if (engine === "inline" && isUnfit(contract, reference.rows)) {
    await expect(converted).rejects.toMatchObject({ code: "inline.unfit" });
    return;
  }
  const { rows, rejects, ...counts } = await converted;
  expect(rejects).toEqual(reference.rejects);
  expect(rows).toEqual(reference.rows);
  const { rows: _, rejects: __, ...expectedCounts } = reference;
  expect(counts).toMatchObject(expectedCounts);
  expect(counts.reasons).toEqual(reference.reasons);
}

const pools: readonly PoolName[] = ["integer", "decimal", "floating", "boolean", "date", "timestamp", "varchar"];
const cases = (["duckdb", "inline"] as const).flatMap((engine) =>
  pools.filter((pool) => engine === "duckdb" || pool !== "decimal").map((pool) => ({ engine, pool })),
);

describe("an engine that runs no Spark", () => {
  test.each(["duckdb", "inline"] as const)("is no %s for a dataset with a transform", async (engine) => {
    const bytes = Buffer.from("a\n1\n");
    const contract: Contract = dataset("changed", { source: csv(), columns: { a: t.int() }, transform: "change" });
    await expect(convertLocally(contract, bytes, undefined, engine)).rejects.toMatchObject({ code: "engine.unfit" });
    const { rows } = await convertLocally({ ...contract, transform: undefined }, bytes, undefined, engine);
    expect(rows).toEqual([{ a: 1 }]);
  });
});

describe("the engine and the reference agree on every text", () => {
  test.each(cases)("$engine, of $pool columns", async ({ engine, pool }) => {
    const contracts = contractOf(pool).filter((contract) => unfitness(contract, engine) === undefined);
    const files = contracts.chain((contract) => fc.tuple(fc.constant(contract), fileOf(pool, contract)));
    await fc.assert(
      fc.asyncProperty(files, ([contract, bytes]) => expectEqual(engine, contract, bytes)),
      { numRuns: Number(process.env.SLUICE_RUNS ?? 15) },
    );
  });
});
