import { readFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import { projectFolder } from "../../local/cli/folders.ts";
import { makeCsv } from "../data/makeCsv.ts";
import type { LandFile } from "./measureLandings.ts";

const source = join(projectFolder, "node_modules/vega-datasets/data/birdstrikes.csv");

/**
 * Makes the files of some rounds: in each one of flights of all months, and one of a single month; before them one that
 * the functions start with.
 */
export async function landFiles(folder: string, bytes: number, rounds: number): Promise<LandFile[]> {
  const files = [await made(folder, bytes, 0)];
  for (let round = 1; round <= rounds; round += 1) {
    files.push(await made(folder, bytes, 2 * round - 1), await made(folder, bytes, 2 * round, "2000-08"));
  }
  return files;
}

async function made(folder: string, bytes: number, seed: number, month?: string): Promise<LandFile> {
  const path = join(folder, `strikes-${seed}.csv`);
  await makeCsv(path, bytes, source, { seed, ...(month !== undefined && { month }) });
  const { data } = Papa.parse<Record<string, string>>(readFileSync(path, "utf8"), {
    header: true,
    skipEmptyLines: true,
  });
  return { path, rows: data.length, months: new Set(data.map((row) => row["Flight Date"]?.slice(0, 7))).size };
}
