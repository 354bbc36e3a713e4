import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ColumnSpec } from "../../../../core/contract/ColumnSpec.ts";
import type { Contract } from "../../../../core/contract/Contract.ts";
import type { Column } from "../../../../core/contract/columns/Column.ts";
import { type CsvOptions, csv } from "../../../../core/contract/csv.ts";
import { dataset } from "../../../../core/contract/dataset.ts";
import { t } from "../../../../core/contract/t.ts";
import { valueConverter } from "../../../../core/convert/valueConverter.ts";
import { sparkLiteral } from "../../../../core/emit/spark/sparkLiteral.ts";
import { sparkPlan } from "../../../../core/emit/spark/sparkPlan.ts";
import { zoneProbes } from "../../../../core/emit/spark/zoneProbes.ts";
import { openDatabase } from "../../../../jobs/duckdb/openDatabase.ts";
import { columnOf, examples } from "../../../docs/examples.ts";
import { columnPools, type PoolName } from "../../../jobs/support/columnPools.ts";
import { textsOf } from "../../../jobs/support/textsOf.ts";
import { SparkSession } from "./support/SparkSession.ts";
import { respelled, spelled } from "./support/spelled.ts";
import { setting } from "./support/tokens.ts";
import { valueCases } from "./support/valueCases.ts";

let spark: SparkSession;
/** Zones of the pools that Java knows otherwise than the reference: the job refuses to convert their times. */
let refused: ReadonlySet<string>;
beforeAll(async () => {
  spark = await SparkSession.open();
  const zones = new Set(columnPools.timestamp.map(({ spec }) => zoneOf(spec)));
  const differing = await Promise.all([...zones].map(async (zone) => ((await isRefused(zone)) ? [zone] : [])));
  refused = new Set(differing.flat());
}, 600_000);
afterAll(() => spark[Symbol.asyncDispose]());

const pools = Object.keys(columnPools) as PoolName[];
/** Many processes may share the machine with Spark. */
const patience = 300_000;

function zoneOf({ type }: ColumnSpec): string {
  return type.kind === "timestamp" ? type.zone : "UTC";
}

/** Java's offsets at seconds of the Unix epoch, which an array in SQL gives. */
async function javaOffsets(zone: string, seconds: string): Promise<number[]> {
  const wallClock = `unix_seconds(from_utc_timestamp(timestamp_seconds(s), ${sparkLiteral(zone)}))`;
  const [offsets] = await spark.constants([`transform(${seconds}, s -> ${wallClock} - s)`]);
  return offsets as number[];
}

async function isRefused(zone: string): Promise<boolean> {
  const probes = zoneProbes(zone);
  const offsets = await javaOffsets(zone, `array(${probes.map(([second]) => `${second}L`).join(", ")})`);
  return probes.some(([, offset], index) => offset !== offsets[index]);
}

/** Columns without those whose zone is refused. */
function readable(columns: readonly Column[]): Column[] {
  return columns.filter(({ spec }) => !refused.has(zoneOf(spec)));
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

describe("Spark and the reference agree", { timeout: patience }, () => {
  test.each(pools)("on texts that readers are known to disagree on: %s", async (pool) => {
    for (const { columns, options, texts } of valueCases.filter((each) => each.pool === pool)) {
      expect(await differences(readable(columns), options, texts)).toEqual([]);
    }
  });

  test.each(pools)("on any text: %s", async (pool) => {
    const texts = fc.array(textsOf[pool], { minLength: 300, maxLength: 300 });
    const cases = fc.constantFrom(...valueCases.filter((each) => each.pool === pool));
    const some = cases.chain(({ columns, options }) => {
      const all = readable(columns);
      const few = fc.shuffledSubarray(all, { minLength: 1, maxLength: Math.min(12, all.length) });
      return few.map((chosen) => ({ columns: chosen, options }));
    });
    const property = fc.asyncProperty(some, texts, async ({ columns, options }, all) => {
      expect(await differences(columns, options, all)).toEqual([]);
    });
    await fc.assert(property, { numRuns: Number(process.env.SLUICE_RUNS ?? 1), endOnFailure: true });
  });

  test("on every example of docs/semantics.md", async () => {
    const byDialect = Map.groupBy(examples().values, ({ dialect }) => JSON.stringify(dialect));
    for (const all of byDialect.values()) {
      const kindOf = ({ column }: (typeof all)[number]) => columnOf(column).spec.type.kind;
      for (const each of Map.groupBy(all, kindOf).values()) {
        const columns = [...new Set(each.map(({ column }) => column))].map(columnOf);
        const texts = [...new Set(each.map(({ text }) => text))];
        expect(await differences(columns, all[0]?.dialect ?? {}, texts)).toEqual([]);
      }
    }
  });

  test.for([
    "Europe/Brussels",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Pacific/Apia",
  ])("on local times about the changes of %s, of 1850 to 2100, and long before", async (zone, context) => {
    if (await isRefused(zone)) return context.skip(`Java knows ${zone} otherwise than Node`);
    const modes = ["reject", "earlier", "later", "compatible"] as const;
    const changes = zoneProbes(zone).map(([second]) => second);
    const seconds = fc.oneof(
      fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -8000, max: 8000 })).map(([at, shift]) => at + shift),
      fc.integer({ min: Date.UTC(1850, 0) / 1000, max: Date.UTC(1900, 0) / 1000 }),
      fc.integer({ min: Date.UTC(1000, 0) / 1000, max: Date.UTC(1850, 0) / 1000 }),
    );
    const texts = seconds.map((second) => localText(zone, second)).filter((text) => /^[0-9]{4}-/.test(text));
    const property = fc.asyncProperty(fc.array(texts, { minLength: 300, maxLength: 300 }), async (all) => {
      const columns = modes.map((disambiguation) => t.timestamp({ zone, disambiguation }));
      expect(await differences(columns, {}, all)).toEqual([]);
    });
    await fc.assert(property, { numRuns: Number(process.env.SLUICE_RUNS ?? 1), endOnFailure: true });
  });
});

function localText(zone: string, second: number): string {
  const time = Temporal.Instant.fromEpochMilliseconds(second * 1000)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime();
  return time.toString({ smallestUnit: "second" });
}

describe("Spark", { timeout: patience }, () => {
  test("reads any literal as its text, and puts no setting into it", async () => {
    const fixed = [
      "",
      "'",
      "\\",
      "\\'",
      "\\n",
      "%\\%",
      setting("spark.app.name"),
      `$${setting("x")}`,
      "-- a",
      "/* a */",
      "a\0b",
      "\ufffd",
      "😀",
    ];
    const texts = [...fixed, ...fc.sample(fc.string({ unit: "binary", maxLength: 20 }), 200)];
    expect(await spark.constants(texts.map(sparkLiteral))).toEqual(texts.map((text) => text.toWellFormed()));
  });

  test("fills a column that a file lacks with a value of the column's type", async () => {
    const contract = contractOf([t.decimal(5, 2).default("1.50"), t.date().default("0001-01-01")], {});
    const { columns } = sparkPlan(contract);
    const types = columns.map(({ missing }) => `typeof(${missing})`);
    expect(await spark.constants(types)).toEqual(columns.map(({ type }) => type));
  });

  test("writes the first and last days, those before 1582, and microseconds as they are", async () => {
    const folder = await mkdtemp(join(tmpdir(), "spark-values-"));
    try {
      const days = ["0001-01-01", "1000-02-28", "1582-10-04", "1582-10-05", "1582-10-15", "1969-12-31", "9999-12-31"];
      const rows = days.map((day) => [day, `${day}T12:34:56.000001Z`]);
      const { columns } = sparkPlan(contractOf([t.date(), t.timestamp()], {}));
      await spark.writeParquet({ columns, rows }, join(folder, "out"));
      const [file = ""] = (await readdir(join(folder, "out"))).filter((name) => name.endsWith(".parquet"));
      await using database = await openDatabase();
      const found = await database.rows(
        "SELECT CAST(v0 AS VARCHAR) AS day, CAST(epoch_us(v1) AS VARCHAR) AS at FROM read_parquet($path)",
        { path: join(folder, "out", file) },
      );
      const micros = (at = "") => String(Temporal.Instant.from(at).epochNanoseconds / 1000n);
      expect(found.map(({ day, at }) => [day, at])).toEqual(rows.map(([day, at]) => [day, micros(at)]));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test("is known by the probes of a zone to have other data than the reference, where it has", async () => {
    const [first, week, count] = [Date.UTC(1901, 0, 1) / 1000, 7 * 24 * 3600, 10_000];
    const weeks = Array.from({ length: count }, (_, index) => first + index * week);
    for (const zone of ["Europe/Brussels", "Africa/Casablanca", "Asia/Tehran", "America/Vancouver"]) {
      const offsets = await javaOffsets(zone, `sequence(${first}L, ${weeks.at(-1)}L, ${week}L)`);
      expect(offsets.length).toBe(count);
      const isOther = weeks.some((second, index) => offsetAt(zone, second) !== offsets[index]);
      if (isOther) expect([zone, await isRefused(zone)]).toEqual([zone, true]);
    }
    expect(await isRefused("Europe/Brussels")).toBe(false);
  });
});

function offsetAt(zone: string, second: number): number {
  return Temporal.Instant.fromEpochMilliseconds(second * 1000).toZonedDateTimeISO(zone).offsetNanoseconds / 1e9;
}
