import { once } from "node:events";
import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import Papa from "papaparse";
import { randomNumbers } from "./randomNumbers.ts";

/** Columns of the bird strikes whose values are drawn anew. */
const flightDate = 3;
const costs = [10, 11, 12];
const speed = 13;

export interface CsvKind {
  /** @default 1 */
  readonly seed?: number;
  /** Of the records, that a contract rejects, from 0 to 1. @default 0 */
  readonly badShare?: number;
  /** Which all flights are of: `2000-08`. @default those of the records */
  readonly month?: string;
}

/**
 * Writes a CSV of about so many bytes, whole records: the bird strikes over and over, each time with other days, costs
 * and speeds, and each text from any of the records, so that no two passes are alike. The same bytes for the same seed. A
 * file that is there already is kept.
 * @param source the file birdstrikes.csv, of 10,000 records
 */
export async function makeCsv(path: string, bytes: number, source: string, kind: CsvKind = {}): Promise<void> {
  if (existsSync(path)) return;
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.part`;
  const out = createWriteStream(part);
  for (const text of texts(bytes, readFileSync(source, "utf8"), kind)) {
    if (!out.write(text)) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
  renameSync(part, path);
}

/** The file in pieces of some hundred records. */
function* texts(bytes: number, source: string, { seed = 1, badShare = 0, month }: CsvKind): Generator<string> {
  const [header = [], ...records] = Papa.parse<string[]>(source, { skipEmptyLines: true }).data;
  const random = randomNumbers(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  let left = bytes;
  let text = `${header.map(field).join(",")}\n`;
  for (let at = 0; text.length < left; at = (at + 1) % records.length) {
    const record = varied(records, at, below, month);
    const isBad = badShare > 0 && random() < badShare;
    text += `${(isBad ? spoilt(record, below(5)) : record).map(field).join(",")}\n`;
    if (text.length < 65_536) continue;
    yield text;
    left -= text.length;
    text = "";
  }
  yield text;
}

function varied(
  records: readonly string[][],
  at: number,
  below: (limit: number) => number,
  month: string | undefined,
): string[] {
  const one = records[at] ?? [];
  const other = records[below(records.length)] ?? [];
  return one.map((value, column) => {
    if (column === flightDate) return `${month ?? value.slice(0, 7)}-${String(1 + below(28)).padStart(2, "0")}`;
    if (costs.includes(column)) return value === "" || value === "0" ? value : String(below(1_000_000));
    if (column === speed) return value === "" ? value : String(below(350));
    return (below(2) === 0 ? one : other)[column] ?? "";
  });
}

/** A record that no longer fits: a day that is none, words for a number, a text or a field missing, a field too many. */
function spoilt(record: readonly string[], way: number): string[] {
  const [airport = "", ...rest] = record;
  switch (way) {
    case 0:
      return record.with(flightDate, `${record[flightDate]?.slice(0, 4)}-02-30`);
    case 1:
      return record.with(speed, "n/a");
    case 2:
      return ["", ...rest];
    case 3:
      return rest;
    default:
      return [airport, ...rest, "checked"];
  }
}

function field(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
