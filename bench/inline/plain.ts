/**
 * The bird strikes by papaparse and parquetjs-lite as their manuals have it: the whole file parsed with its header, values
 * cast by hand, one writer a year and month, each row appended, the writers closed. The yardstick of the inline engine,
 * which uses the same two libraries.
 *
 * It leaves out all that the engine is for: an integer that does not parse fails the file without saying where, a date
 * that does not lies in a folder of its own, a record of another width is padded or cut, and nobody is told; rows are
 * not sorted, and no column says where they are from.
 *
 * @example node bench/inline/plain.ts --source birdstrikes.csv --output folder
 */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import Papa from "papaparse";
import parquet from "parquetjs-lite";

type Cast = (text: string) => string | number | Date | null;

const text: Cast = (value) => value || null;
const int: Cast = (value) => (value === "" ? null : Number.parseInt(value, 10));
const date: Cast = (value) => new Date(value);

const columns: readonly (readonly [header: string, name: string, type: string, cast: Cast])[] = [
  ["Airport Name", "airport", "UTF8", text],
  ["Aircraft Make Model", "aircraft", "UTF8", text],
  ["Effect Amount of damage", "damage", "UTF8", text],
  ["Flight Date", "flight_date", "DATE", date],
  ["Aircraft Airline Operator", "operator", "UTF8", text],
  ["Origin State", "origin_state", "UTF8", text],
  ["Phase of flight", "phase_of_flight", "UTF8", text],
  ["Wildlife Size", "wildlife_size", "UTF8", text],
  ["Wildlife Species", "wildlife_species", "UTF8", text],
  ["Time of day", "time_of_day", "UTF8", text],
  ["Cost Other", "cost_other", "INT32", int],
  ["Cost Repair", "cost_repair", "INT32", int],
  ["Cost Total $", "cost_total", "INT32", int],
  ["Speed IAS in knots", "speed_knots", "INT32", int],
];

const schema = new parquet.ParquetSchema(
  Object.fromEntries(columns.map(([, name, type]) => [name, { type, compression: "SNAPPY", optional: true }])),
);

const { source = "", output = "" } = parseArgs({
  options: { source: { type: "string" }, output: { type: "string" } },
}).values;

const since = performance.now();
const { data } = Papa.parse<Record<string, string>>(readFileSync(source, "utf8"), {
  header: true,
  skipEmptyLines: true,
});
const writers = new Map<string, Awaited<ReturnType<typeof openWriter>>>();
for (const record of data) {
  const day = new Date(record["Flight Date"] ?? "");
  const folder = join(output, `year=${day.getUTCFullYear()}`, `month=${day.getUTCMonth() + 1}`);
  const writer = writers.get(folder) ?? (await openWriter(folder));
  writers.set(folder, writer);
  await writer.appendRow(
    Object.fromEntries(columns.map(([header, name, , cast]) => [name, cast(record[header] ?? "")])),
  );
}
for (const writer of writers.values()) await writer.close();
process.stdout.write(`${JSON.stringify({ workSeconds: (performance.now() - since) / 1000 })}\n`);

function openWriter(folder: string) {
  mkdirSync(folder, { recursive: true });
  return parquet.ParquetWriter.openFile(schema, join(folder, "part-0.parquet"));
}
