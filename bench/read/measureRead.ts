import { mkdirSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Database, openDatabase } from "../../jobs/duckdb/openDatabase.ts";
import type { Contestant } from "../contestants.ts";
import { measured } from "../measure/measured.ts";
import { scannedBy, shapeOf } from "./footers.ts";
import { queries, type ReadQuery } from "./queries.ts";
import type { ReadResult, ReadWritten } from "./ReadResult.ts";
import { writeSorted } from "./writeSorted.ts";

/** The yardstick is written by each of these; a reader's choice is whichever suits the query better. */
const compressions = ["zstd", "snappy"] as const;

/** A query is too short on a small file to be timed alone. */
const repeats = 5;

interface Folder {
  readonly name: string;
  readonly files: readonly string[];
}

type Times = Record<keyof typeof queries, number[]>;

export interface ReadOptions {
  readonly source: string;
  /** Of the source. */
  readonly bytes: number;
  readonly rounds: number;
  /** Takes a folder for each contestant. */
  readonly workDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly tell: (line: string) => void;
}

/**
 * Has each engine convert the file, DuckDB write the same rows at its best, and reads all of them in turn, several rounds
 * after one that does not count.
 * @throws Error where two answer a query differently
 */
export async function measureRead(engines: readonly Contestant[], options: ReadOptions): Promise<ReadResult> {
  const { bytes, rounds, workDir, tell } = options;
  const folders: Folder[] = [];
  for (const engine of engines) folders.push(await written(engine, options));
  await using database = await openDatabase({ tempDirectory: join(workDir, "spill") });
  await database.run("SET enable_external_file_cache = false");
  const best = await writeSorted(database, folders[0]?.files ?? [], join(workDir, "best"), compressions);
  folders.push(
    ...best.map((folder, index) => ({ name: bestName(compressions[index] ?? ""), files: parquetIn(folder) })),
  );

  const times = new Map<string, Times>(folders.map(({ name }) => [name, { selective: [], full: [] }]));
  await requireSameAnswers(database, folders);
  for (let round = 1; round <= rounds; round += 1) {
    await timeEach(database, turned(folders, round), times);
    tell(`round ${round} of ${rounds}`);
  }
  const found = folders.map(async (folder) => await describe(database, folder, times.get(folder.name)));
  const at = new Date().toISOString();
  return { at, bytes, threads: availableParallelism(), written: await Promise.all(found) };
}

function bestName(compression: string): string {
  return `DuckDB at its best, ${compression}`;
}

async function written(engine: Contestant, { source, workDir, env, tell }: ReadOptions): Promise<Folder> {
  const folder = join(workDir, engine.name);
  mkdirSync(folder);
  const [command, ...args] = engine.command(source, folder);
  const { seconds } = await measured(command, args, env);
  tell(`${engine.name} wrote in ${seconds.toFixed(1)} s`);
  return { name: engine.name, files: parquetIn(folder) };
}

/** Rows alone: what was rejected is read by nobody's query. */
function parquetIn(folder: string): string[] {
  const paths = readdirSync(join(folder, "rows"), { recursive: true, encoding: "utf8" });
  return paths.filter((path) => path.endsWith(".parquet")).map((path) => join(folder, "rows", path));
}

async function requireSameAnswers(database: Database, folders: readonly Folder[]): Promise<void> {
  for (const query of Object.values(queries)) {
    const answers: Record<string, unknown>[][] = [];
    for (const { files } of folders) answers.push(await ask(database, files, query));
    const other = answers.findIndex((answer) => !isDeepStrictEqual(answer, answers[0]));
    if (other < 0) continue;
    throw new Error(`${folders[other]?.name} and ${folders[0]?.name} answer differently: ${query.sql}`);
  }
}

async function timeEach(database: Database, folders: readonly Folder[], times: Map<string, Times>): Promise<void> {
  for (const name of ["selective", "full"] as const) {
    for (const folder of folders) {
      const since = performance.now();
      for (let again = 0; again < repeats; again += 1) await ask(database, folder.files, queries[name]);
      times.get(folder.name)?.[name].push((performance.now() - since) / 1000 / repeats);
    }
  }
}

/** So that each comes first and last as often as the others. */
function turned<T>(all: readonly T[], by: number): T[] {
  return [...all.slice(by % all.length), ...all.slice(0, by % all.length)];
}

async function ask(database: Database, files: readonly string[], { sql, within }: ReadQuery) {
  const range = within === undefined ? {} : { from: within.from, to: within.to };
  return await database.rows(sql, { files, ...range });
}

async function describe(
  database: Database,
  { name, files }: Folder,
  times: Times = { selective: [], full: [] },
): Promise<ReadWritten> {
  const asked = async (query: keyof typeof queries) => ({
    seconds: times[query],
    ...(await scannedBy(database, files, queries[query])),
  });
  return { name, ...(await shapeOf(database, files)), selective: await asked("selective"), full: await asked("full") };
}
