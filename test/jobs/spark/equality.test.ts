import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Contract, ContractColumn } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { convert } from "../../../core/convert/convert.ts";
import type { Row } from "../../../core/convert/recordConverter.ts";
import { seed } from "../../seed.ts";
import { convertLocally } from "../duckdb/support/convertLocally.ts";
import { footerOf } from "../duckdb/support/footerOf.ts";
import { anyCase } from "../support/anyCase.ts";
import { csvSpectrum } from "../support/csvSpectrum.ts";
import { dialectCases } from "../support/dialectCases.ts";
import { driftCases } from "../support/driftCases.ts";
import { expectedOutcome } from "../support/expectedOutcome.ts";
import { sortedTexts } from "../support/sortedTexts.ts";
import { convertBySpark, type SparkCase, type SparkResult } from "./support/convertBySpark.ts";

const soaks = process.env.SLUICE_SOAK !== undefined;
/** Files as long as those that the other engines are given. */
const files = Number(process.env.SLUICE_SPARK_RUNS ?? (soaks ? 1000 : 60));
/** A job takes a second whatever its file, so that each reads so many files' records as one. */
const together = 4;

/** Contracts, each with a dirty file. */
function generatedCases(): SparkCase[] {
  const records = { least: 20 * together, most: 40 * together };
  return fc.sample(anyCase(records), { seed, numRuns: Math.ceil(files / together) });
}

/** One column of every type, and one good and one bad record. */
const every: Contract = dataset("every", {
  source: csv(),
  columns: {
    aSmall: t.smallint(),
    anInt: t.int().nullable(),
    aBig: t.bigint(),
    aDecimal: t.decimal(9, 2),
    aWideDecimal: t.decimal(38, 10),
    aReal: t.real(),
    aDouble: t.double(),
    aFlag: t.boolean(),
    aText: t.varchar(9),
    aDate: t.date(),
    anInstant: t.timestamp({ zone: "Europe/Brussels" }),
  },
});
const good = "1,,9007199254740993,12.30,1e0,1.5,-2.5,true,x,1924-02-29,2024-02-29T01:02:03.000004+01:00";
const ofEveryType = {
  contract: every,
  bytes: Buffer.from(
    `${every.columns.map(({ header }) => header).join(",")}\n${good.replace("1e0", "0.0000000001")}\nbad\n`,
  ),
};

/** Files that are known, with what they hold. */
const known = [
  ...csvSpectrum().map((each) => ({ ...each, name: `${each.name} of csv-spectrum` })),
  ...dialectCases.map((each) => ({ ...each, name: `a file ${each.what}` })),
  ...driftCases.map((each) => ({ ...each, ...convert(each.contract as Contract<Row>, each.bytes) })),
];
const cases: readonly SparkCase[] = [ofEveryType, ...known, ...generatedCases()];
const schemas: Record<"rows" | "rejects", object[]> = { rows: [], rejects: [] };
let results: readonly SparkResult[];

beforeAll(async () => {
  console.info(`${files} generated files in ${cases.length - 1 - known.length} jobs, seed ${seed} (SLUICE_SEED)`);
  results = await convertBySpark(cases, async (files, index) => {
    if (index > 0) return;
    for (const content of ["rows", "rejects"] as const) schemas[content] = await schemaOf(files[content][0] ?? "");
  });
}, 7_200_000);

/**
 * Without the root, and without what says nothing that the types do not: INT32 is INT_32, a text is a STRING, and an
 * element of the list of errors is never null whether it could be or not.
 */
async function schemaOf(path: string): Promise<object[]> {
  const implied = new Set(["STRING", "LIST", "DECIMAL", "INTEGER", "DATE"]);
  return (await footerOf(path)).schema
    .slice(1)
    .map(({ logical_type, converted_type, repetition_type, ...element }) => ({
      ...element,
      logical_type: implied.has(logical_type?.type ?? "") ? undefined : logical_type,
      converted_type: converted_type === "INT_32" || converted_type === "INT_64" ? undefined : converted_type,
      repetition_type: element.name === "element" ? undefined : repetition_type,
    }));
}

function isZoned({ type }: ContractColumn): boolean {
  return type.kind === "timestamp" && type.zone !== "UTC";
}

describe("Spark and the reference agree", () => {
  test.each(known.map((each, index) => ({ ...each, index })))("on $name", (each) => {
    expect(results[1 + each.index]).toMatchObject({ rows: each.rows, rejects: each.rejects });
  });

  test(`on ${files} generated contracts and dirty files`, () => {
    const first = 1 + known.length;
    let [rows, rejects, refused, failed] = [0, 0, 0, 0];
    for (const [index, { contract, bytes }] of cases.slice(first).entries()) {
      const expected = expectedOutcome(contract, bytes);
      const result = results[first + index];
      const where = `file ${index} of seed ${seed}: ${contract.columns.map(({ type }) => JSON.stringify(type)).join()}`;
      if (result === undefined) throw new Error(`${where} has no result`);
      if ("code" in result || "code" in expected) {
        const isOfZone = "code" in result && result.code === "convert.zone_data";
        if (!isOfZone)
          expect("code" in result ? result.code : null, where).toBe("code" in expected ? expected.code : null);
        else expect(contract.columns.some(isZoned), where).toBe(true);
        [refused, failed] = isOfZone ? [refused + 1, failed] : [refused, failed + 1];
        continue;
      }
      expect(sortedTexts(result.rows), where).toEqual(sortedTexts(expected.rows));
      expect(result.rejects, where).toEqual(expected.rejects);
      const { read, written, rejected, duplicateKeys } = expected;
      expect(result, where).toMatchObject({ read, written, rejected, duplicateKeys });
      rows += written;
      rejects += rejected;
    }
    console.info(
      `${rows} rows and ${rejects} rejects are equal; ${refused} files refused for their zone, ${failed} failed`,
    );
    expect(refused + failed).toBeLessThanOrEqual(cases.length / 3);
    expect(rows).toBeGreaterThan(files);
    expect(rejects).toBeGreaterThan(files);
  });

  test.each(["rows", "rejects"] as const)(
    "Spark and DuckDB give the Parquet columns of %s the same types",
    async (content) => {
      let expected: object[] = [];
      await convertLocally(every, ofEveryType.bytes, async ({ files }) => {
        expected = await schemaOf(files.find(({ place }) => place.content === content)?.path ?? "");
      });
      expect(schemas[content]).toEqual(expected);
      expect(expected.length).toBeGreaterThan(8);
    },
  );
});
