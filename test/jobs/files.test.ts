import { readFile } from "node:fs/promises";
import fc from "fast-check";
import type { FileMetaData } from "hyparquet";
import { beforeAll, describe, expect, test } from "vitest";
import type { Contract } from "../../core/contract/Contract.ts";
import { csv } from "../../core/contract/csv.ts";
import { dataset } from "../../core/contract/dataset.ts";
import { t } from "../../core/contract/t.ts";
import { type Conversion, convert } from "../../core/convert/convert.ts";
import { encodeRecord } from "../../core/convert/frame/encodeRecord.ts";
import type { Row } from "../../core/convert/recordConverter.ts";
import { unfitness } from "../../core/engine/unfitness.ts";
import { birdstrikes } from "../../datasets/birdstrikes.ts";
import { readings } from "../../datasets/readings.ts";
import { zipcodes } from "../../datasets/zipcodes.ts";
import { inspect } from "../../jobs/duckdb/inspect.ts";
import { convertLocally, type LocalConversion } from "./duckdb/support/convertLocally.ts";
import { footerOf } from "./duckdb/support/footerOf.ts";
import { plainReadings } from "./duckdb/support/plainReadings.ts";
import { filesOf } from "./support/filesOf.ts";

const cases = [
  {
    name: "birdstrikes",
    contract: birdstrikes as Contract,
    path: "node_modules/vega-datasets/data/birdstrikes.csv",
    records: 10_000,
  },
  {
    name: "zipcodes",
    contract: zipcodes as Contract,
    path: "node_modules/vega-datasets/data/zipcodes.csv",
    records: 42_049,
  },
  {
    name: "readings without decimals",
    contract: plainReadings,
    path: "datasets/samples/readings-dirty.csv",
    records: 53,
  },
  { name: "readings", contract: readings as Contract, path: "datasets/samples/readings-dirty.csv", records: 53 },
];

type Engine = "duckdb" | "inline";

/** A conversion but for where its files lie. */
function factsOf(job: LocalConversion | undefined) {
  return { ...job, files: job?.files.map(({ place, rows }) => ({ place, rows })) };
}

describe.each(cases)("on $name", ({ contract, path, records }) => {
  const engines: Engine[] = unfitness(contract, "inline") === undefined ? ["duckdb", "inline"] : ["duckdb"];
  const jobs: Partial<Record<Engine, LocalConversion>> = {};
  let reference: Conversion<Row>;
  beforeAll(async () => {
    const bytes = await readFile(path);
    reference = convert(contract as Contract<Row>, bytes);
    for (const engine of engines) jobs[engine] = await convertLocally(contract, bytes, undefined, engine);
  });

  test.each(engines)("%s writes the reference's rows and rejects, one sorted file a partition", (engine) => {
    const job = jobs[engine];
    const expected = filesOf(contract, reference.rows);
    expect(job?.read).toBe(records);
    expect(job?.rejects).toEqual(reference.rejects);
    expect(job?.rows).toEqual(expected.flatMap((file) => file.rows));
    const places = job?.files.filter(({ place }) => place.content === "rows") ?? [];
    expect(places.map(({ place, rows }) => [JSON.stringify(place.partition), rows])).toEqual(
      expected.map(({ partition, rows }) => [partition, rows.length]),
    );
  });

  test.each(engines)("%s counts what duckdb counts, in the same order, and writes the same places", (engine) => {
    expect(factsOf(jobs[engine])).toEqual(factsOf(jobs.duckdb));
    expect(Object.entries(jobs[engine]?.reasons ?? {})).toEqual(Object.entries(jobs.duckdb?.reasons ?? {}));
  });
});

describe("both engines", () => {
  const sorted: Contract = dataset("sorted", {
    source: csv(),
    columns: {
      day: t.date(),
      id: t.double(),
      text: t.varchar(40).nullable(),
      number: t.double().nullable(),
      small: t.smallint().nullable(),
      flag: t.boolean().nullable(),
      at: t.timestamp().nullable(),
    },
    key: ["id", "day"],
    partitionBy: (c) => [c.day.year(), c.day.month()],
    sortBy: ["text", "flag", "number", "at", "small"],
  });
  const field = (...texts: string[]) => fc.constantFrom("", ...texts);
  const record = fc.tuple(
    fc.constantFrom("2024-01-31", "2024-10-01", "2024-09-30", "0999-12-31", "x"),
    field("0", "-0", "1", "1e400"),
    field("a", "b", "ab", "é", "\uffee", "\u{10000}", "\u{10ffff}", "z\u{1f600}", "A"),
    field("0", "1", "-1e300", "1e-300", "2.5"),
    field("-1", "10", "9"),
    field("true", "false"),
    field(
      "2024-02-29T10:00:00.000001",
      "1969-12-31T23:59:59.999",
      "1970-01-01",
      "0001-01-01",
      "9999-12-31T23:59:59.999999",
    ),
  );
  const header = sorted.columns.map((column) => column.header).join(",");

  test("sort, partition and count duplicate keys alike, whatever the values", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 60 }), async (records) => {
        const lines = records.map((fields) => encodeRecord(fields, sorted.source));
        const bytes = Buffer.from([header, ...lines].join("\n"));
        const [one, other] = await Promise.all([
          convertLocally(sorted, bytes, undefined, "duckdb"),
          convertLocally(sorted, bytes, undefined, "inline"),
        ]);
        expect(factsOf(other)).toEqual(factsOf(one));
      }),
      { numRuns: Number(process.env.SLUICE_RUNS ?? 15) },
    );
  });

  const every: Contract = dataset("every", {
    source: csv(),
    columns: {
      aSmall: t.smallint(),
      anInt: t.int().nullable(),
      aReal: t.real(),
      aDouble: t.double(),
      aFlag: t.boolean(),
      aText: t.varchar(9),
      aDate: t.date(),
      anInstant: t.timestamp({ zone: "Europe/Brussels" }),
    },
  });
  const good = "1,,1.5,-2.5,true,x,1924-02-29,2024-02-29T01:02:03.000004+01:00";
  const bytes = Buffer.from(`${every.columns.map((column) => column.header).join(",")}\n${good}\nbad\n`);

  test.each(["rows", "rejects"] as const)("give the Parquet columns of %s the same types", async (content) => {
    const schemas: FileMetaData["schema"][] = [];
    for (const engine of ["duckdb", "inline"] as const) {
      const look = async (files: Parameters<typeof inspect>[1]) => {
        const path = files.find(({ place }) => place.content === content)?.path ?? "";
        schemas.push((await footerOf(path)).schema.slice(1));
        expect(await inspect(every, files)).toEqual([1, 1]);
      };
      await convertLocally(every, bytes, ({ files }) => look(files), engine);
    }
    expect(schemas[1]).toEqual(schemas[0]);
    expect(schemas[0]?.length).toBe(content === "rows" ? 10 : 9);
  });
});
