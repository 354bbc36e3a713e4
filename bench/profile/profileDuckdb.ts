import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Contract } from "../../core/contract/Contract.ts";
import { duckdbSql } from "../../core/emit/duckdbSql.ts";
import { sqlIdentifier } from "../../core/emit/sqlIdentifier.ts";
import { typedColumns } from "../../core/emit/typedColumns.ts";
import { inParallel } from "../../core/inParallel.ts";
import { birdstrikes } from "../../datasets/birdstrikes.ts";
import { type Database, openDatabase } from "../../jobs/duckdb/openDatabase.ts";
import { type Prepared, prepare } from "../../jobs/duckdb/prepare.ts";
import { sortRecords } from "../../jobs/duckdb/sortRecords.ts";
import { writeRows } from "../../jobs/duckdb/writeRows.ts";
import { sha256OfFile } from "../../jobs/staging/sha256OfFile.ts";
import { median } from "../measure/median.ts";
import type { Steps } from "./EngineProfile.ts";

const contract: Contract = { ...birdstrikes, transform: undefined };

/**
 * Times the steps of the duckdb engine on a file of bird strikes. It reads, checks, types and sorts in one statement: what
 * these take is what a statement that does one more takes longer.
 */
export async function profileDuckdb(csv: string, rounds: number): Promise<Steps> {
  const laps: Steps[] = [];
  // The first is warm-up.
  for (let round = 0; round <= rounds; round += 1) laps.push(await profileOnce(csv));
  const [first = []] = laps;
  return first.map(({ step }, index) => ({
    step,
    seconds: median(laps.slice(1).map((lap) => lap[index]?.seconds ?? 0)),
  }));
}

async function profileOnce(csv: string): Promise<Steps> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-profile-"));
  try {
    await using database = await openDatabase({ tempDirectory: join(folder, "spill") });
    const source = async () => createReadStream(csv, { highWaterMark: 1 << 20 });
    const [prepared, framing] = await timed(() => prepare(contract, source, join(folder, "prepared.csv"), () => {}));
    const reading = await secondsOf(database, countSql(prepared));
    const typing = await secondsOf(database, hashSql(prepared));
    const keeping = await secondsOf(database, `CREATE TEMP TABLE typed AS ${checkedSql(prepared)}`);
    await database.run("DROP TABLE typed");
    const [, sorting] = await timed(() => sortRecords(database, prepared));
    const job = { contract, source, lineage: { source: "s", run: "r" }, folder };
    const [files, writing] = await timed(() => writeRows(database, job));
    const [, hashing] = await timed(() => inParallel(files, 4, ({ path }) => sha256OfFile(path)));
    return [
      { step: "framing: numbering records, setting bad ones apart", seconds: framing },
      { step: "reading the framed records", seconds: reading },
      { step: "checking and typing", seconds: typing - reading },
      { step: "a table of the typed rows", seconds: keeping - typing },
      { step: "sorting", seconds: sorting - keeping },
      { step: "Parquet, a file a partition", seconds: writing },
      { step: "checksums", seconds: hashing },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const checkedSql = ({ shape, file }: Prepared) => duckdbSql(shape.contract, shape.layout, file);
const countSql = (prepared: Prepared) => `SELECT count(*) FROM (${checkedSql(prepared)})`;

/** Has every value made, and keeps none. */
function hashSql(prepared: Prepared): string {
  const names = [...prepared.shape.contract.columns.map(({ name }) => name), ...Object.values(typedColumns)];
  return `SELECT ${names.map((name) => `max(hash(${sqlIdentifier(name)}))`).join(", ")} FROM (${checkedSql(prepared)})`;
}

async function secondsOf(database: Database, sql: string): Promise<number> {
  const [, seconds] = await timed(() => database.run(sql));
  return seconds;
}

async function timed<T>(work: () => Promise<T>): Promise<[done: T, seconds: number]> {
  const since = performance.now();
  const done = await work();
  return [done, (performance.now() - since) / 1000];
}
