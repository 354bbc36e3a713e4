import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Contract } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { tableColumns } from "../../../core/contract/tableColumns.ts";
import { convert } from "../../../core/convert/convert.ts";
import { sparkPlan } from "../../../core/emit/spark/sparkPlan.ts";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import { readings } from "../../../datasets/readings.ts";
import { strikeTrends } from "../../../datasets/strikeTrends.ts";
import { zipcodes } from "../../../datasets/zipcodes.ts";
import { inspect } from "../../../jobs/duckdb/inspect.ts";
import type { AloneManifest } from "../../../local/cli/job/AloneManifest.ts";
import { readRejects } from "../duckdb/support/readRejects.ts";
import { readRows } from "../duckdb/support/readRows.ts";
import { sortedTexts } from "../support/sortedTexts.ts";
import { type JobRuns, runJobs } from "./support/runJobs.ts";

const project = join(import.meta.dirname, "../../..");
const vega = (name: string) => readFile(join(project, "node_modules/vega-datasets/data", name));

const options = { columns: { id: t.int(), note: t.varchar(20).nullable() }, key: ["id"] } as const;
const quoted: Contract = dataset("quoted", { source: csv(), ...options });
const lines: Contract = dataset("lines", { source: csv({ splittable: true }), ...options });
/** Long enough for several ranges; quoted newlines break the promise that `lines` makes. */
const manyLines = `id,note\n${Array.from({ length: 150_000 }, (_, index) =>
  index % 50_000 === 7
    ? `${index},"two\nlines"`
    : index % 40_000 === 9
      ? `x${index},a`
      : `${index % 149_000},"n ${index}"`,
).join("\n")}`;

const cases: Readonly<Record<string, { contract: Contract; file: () => Promise<Uint8Array> }>> = {
  "the dirty sample": {
    contract: readings,
    file: () => readFile(join(project, "datasets/samples/readings-dirty.csv")),
  },
  "bird strikes": { contract: birdstrikes, file: () => vega("birdstrikes.csv") },
  "postal codes": { contract: zipcodes, file: () => vega("zipcodes.csv") },
  "a file of a header alone": { contract: quoted, file: async () => Buffer.from("id,note\r\n") },
  "a byte order mark, CRLF, blank lines and a lacking newline at the end": {
    contract: quoted,
    file: async () => Buffer.from('\ufeffnote,"id"\r\n\r\n"a\r\nb",1\r\n\n\ufeffb,2\n"c""d",3\nx,\n,4\r'),
  },
  "an unclosed quote": { contract: quoted, file: async () => Buffer.from('id,note\n1,a\n2,"b\n3,c\n') },
  "several ranges": { contract: quoted, file: async () => Buffer.from(manyLines) },
  "several ranges of lines": { contract: lines, file: async () => Buffer.from(manyLines) },
};

let folder: string;
let runs: JobRuns;
const names = [...Object.keys(cases), "strike trends"];
const outputOf = (name: string) => join(folder, `out-${names.indexOf(name)}`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-spark-"));
  const all = { ...cases, "strike trends": { contract: strikeTrends, file: () => vega("birdstrikes.csv") } };
  const given = await Promise.all(
    Object.entries(all).map(async ([name, { contract, file }], index) => {
      const [plan, source] = [join(folder, `plan-${index}.json`), join(folder, `${index}.csv`)];
      await writeFile(plan, JSON.stringify(sparkPlan(contract)));
      await writeFile(source, await file());
      return { plan, source, source_key: `${contract.name}/a.csv`, run: "some-run", output: outputOf(name) };
    }),
  );
  // With compiled code, as the job runs on Glue.
  runs = await runJobs(given, { TMPDIR: folder, JAVA_TOOL_OPTIONS: "" });
}, 900_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function manifestOf(name: string): Promise<AloneManifest> {
  expect(runs.outcomes[names.indexOf(name)]).toBeNull();
  return JSON.parse(await readFile(join(outputOf(name), "manifest.json"), "utf8"));
}

const pathsOf = (name: string, { files }: AloneManifest, content: string) =>
  files.filter((file) => file.content === content).map(({ path }) => join(outputOf(name), path));

/** Where a file lies says its partition. */
const partitionOf = (path: string) =>
  path.split("/").flatMap((part) => (part.includes("=") ? [part.split("=") as [string, string]] : []));

async function requireSound(name: string, contract: Contract): Promise<AloneManifest> {
  const manifest = await manifestOf(name);
  const local = manifest.files.map(({ path, content }) => {
    const place = { content, dataset: contract.name, partition: partitionOf(path), part: 0 };
    return { path: join(outputOf(name), path), place };
  });
  expect(await inspect(contract, local)).toEqual(manifest.files.map(({ rows }) => rows));
  return manifest;
}

describe("the Spark job gives the rows and rejects of the reference", () => {
  test.each(Object.entries(cases))("for %s", async (name, { contract, file }) => {
    const reference = convert(contract, await file());
    const manifest = await requireSound(name, contract);
    expect([manifest.read, manifest.written, manifest.rejected]).toEqual([
      reference.read,
      reference.rows.length,
      reference.rejects.length,
    ]);
    const rejects = await readRejects(pathsOf(name, manifest, "rejects"));
    expect(rejects).toEqual(reference.rejects);
    const rows = await readRows(contract, pathsOf(name, manifest, "rows"));
    expect(sortedTexts(rows)).toEqual(sortedTexts(reference.rows));
    const keyed = Map.groupBy(
      reference.rows as Record<string, unknown>[],
      (row) => sortedTexts([contract.key.map((key) => row[key])])[0],
    );
    const repeated = [...keyed.values()].filter(({ length }) => length > 1).flat().length;
    expect(manifest.duplicateKeys).toBe(contract.key.length === 0 ? 0 : repeated);
  });

  test("for rows that a transform changes, with its columns behind the others", async () => {
    const manifest = await requireSound("strike trends", strikeTrends);
    const reference = convert(birdstrikes, await vega("birdstrikes.csv"));
    expect([manifest.written, manifest.rejected]).toEqual([reference.rows.length, reference.rejects.length]);
    const table: Contract = { ...strikeTrends, columns: tableColumns(strikeTrends) };
    const rows = await readRows(table, pathsOf("strike trends", manifest, "rows"));
    const ofSource = rows.map(({ operatorStrikes3m: _, costUsd: __, ...row }) => row);
    expect(sortedTexts(ofSource)).toEqual(sortedTexts(reference.rows));
    const strikes = reference.rows as unknown as { operator: string | null; flightDate: string }[];
    const monthOf = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
    for (const row of rows.slice(0, 40)) {
      const month = monthOf(String(row.flightDate));
      const lately = strikes.filter(({ operator, flightDate }) => {
        return operator === row.operator && monthOf(flightDate) <= month && monthOf(flightDate) >= month - 2;
      });
      expect(row.operatorStrikes3m).toBe(lately.length);
      expect(row.costUsd).toBe(row.costTotal === null ? null : `${row.costTotal}.00`);
    }
  });

  test("with nothing left beside manifest and files", async () => {
    for (const name of names) expect(await readdir(outputOf(name))).not.toContain(".scratch");
  });
});
