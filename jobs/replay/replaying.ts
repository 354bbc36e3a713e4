import { createReadStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { SluiceError } from "../../core/errors.ts";
import { checkCorrections } from "../../core/replay/checkCorrections.ts";
import { correctionsDialect } from "../../core/replay/correctionsDialect.ts";
import { openDatabase } from "../duckdb/openDatabase.ts";
import type { ConvertedFile, ConvertFile, CountedFile, FileJob } from "../staging/ConvertFile.ts";
import { leftRejects, type ReplayedRejects } from "./leftRejects.ts";
import { readCorrections } from "./readCorrections.ts";

/**
 * The engine of a replay, made of that of files: it converts corrected records, and leaves as rejects all that were
 * rejected before save those that are rows now. Read are the records that were rejected before.
 *
 * @param convertFile converts the corrections, as a file of the dataset
 * @param rejects fetches the Parquet files of the rejects so far into a folder
 * @throws SluiceError with a `replay.*` code where the corrections are not of those rejects, and as `convertFile` does
 */
export function replaying(convertFile: ConvertFile, rejects: (folder: string) => Promise<string[]>): ConvertFile {
  return async (job) => {
    const { contract, source, folder, lineage } = job;
    const corrected = join(folder, "corrected.csv");
    const numbers = await readCorrections(contract, source, corrected);
    const before = await rejects(join(folder, "before"));
    checkCorrections(numbers, await recordsIn(before), lineage.run);
    const again = await convertCorrected(convertFile, job, corrected);
    if (again.read !== numbers.length) throw miscounted(numbers.length, again.read, lineage.run);
    return await withRejectsLeft(job, again, { before, numbers });
  };
}

async function recordsIn(paths: readonly string[]): Promise<Set<number>> {
  if (paths.length === 0) return new Set();
  await using database = await openDatabase();
  const rows = await database.rows("SELECT record FROM read_parquet($paths)", { paths });
  return new Set(rows.map(({ record }) => Number(record)));
}

async function convertCorrected(convertFile: ConvertFile, job: FileJob, path: string): Promise<ConvertedFile> {
  const contract = { ...job.contract, source: correctionsDialect(job.contract.source) };
  const folder = join(job.folder, "engine");
  await mkdir(folder);
  return await convertFile({ ...job, contract, source: async () => createReadStream(path), folder });
}

/** What is converted, its rejects in one file with those that nothing corrects. */
async function withRejectsLeft(
  { contract, folder }: FileJob,
  { files, written, duplicateKeys, added }: ConvertedFile,
  replayed: Omit<ReplayedRejects, "again">,
): Promise<ConvertedFile> {
  const path = join(folder, "rejects.parquet");
  const again = files.filter(({ place }) => place.content === "rejects").map((file) => file.path);
  await using database = await openDatabase({ tempDirectory: join(folder, "spill") });
  const { rejected, reasons } = await leftRejects(database, { ...replayed, again }, path);
  const place: CountedFile["place"] = { content: "rejects", dataset: contract.name, partition: [], part: 0 };
  const left = rejected === 0 ? [] : [{ path, place, rows: rejected }];
  const rows = files.filter((file) => file.place.content === "rows");
  return { files: [...rows, ...left], read: written + rejected, written, rejected, reasons, duplicateKeys, added };
}

function miscounted(corrections: number, read: number, where: string): SluiceError {
  return new SluiceError("replay.miscounted", `${corrections} corrections were converted as ${read} records`, {
    where,
    mend: "report it with the file: each line is to be one record",
  });
}
