import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import Papa from "papaparse";
import type { Lanes } from "./TrafficDatabase.ts";
import type { TrafficRecord } from "./TrafficRecord.ts";

/** The records of a folder that the generator wrote in CSV, in the order of arrival, and their locations. */
export async function generatedTraffic(folder: string): Promise<{ records: TrafficRecord[]; lanes: Lanes }> {
  const root = join(folder, "traffic_raw");
  const paths = (await readdir(root, { recursive: true })).filter((path) => path.endsWith(".csv.gz"));
  const files = paths.map((path) => ({ path, arrivedAt: arrivalOf(path) }));
  files.sort((a, b) => a.arrivedAt.localeCompare(b.arrivedAt) || a.path.localeCompare(b.path));
  const records: TrafficRecord[] = [];
  for (const { path, arrivedAt } of files) {
    for (const fields of csvRows(gunzipSync(await readFile(join(root, path))).toString("utf8"))) {
      records.push(recordOf(fields, arrivedAt));
    }
  }
  return { records, lanes: await lanesOf(join(folder, "traffic_locations/traffic_locations.csv")) };
}

function recordOf(fields: readonly string[], arrivedAt: string): TrafficRecord {
  const [uniqueId = "", originalTimestamp = "", ...values] = fields;
  const [currentSpeed = null, bezettingsgraad = null, two = null, three = null, four = null, five = null] = values.map(
    (value) => (value === "" ? null : value),
  );
  return { arrivedAt, uniqueId, originalTimestamp, currentSpeed, bezettingsgraad, classes: [two, three, four, five] };
}

async function lanesOf(path: string): Promise<Lanes> {
  const lanes: Record<string, number[]> = {};
  for (const [uniqueId, location = ""] of csvRows(await readFile(path, "utf8"))) {
    lanes[location] = [...(lanes[location] ?? []), Number(uniqueId)];
  }
  return lanes;
}

function csvRows(text: string): string[][] {
  return Papa.parse<string[]>(text, { skipEmptyLines: true }).data.slice(1);
}

/** `year=2024/month=3/day=30/hour=7/...` as an instant. */
function arrivalOf(path: string): string {
  const [year = 0, month = 0, day, hour] = [...path.matchAll(/=(\d+)/g)].map(([, value]) => Number(value));
  return new Date(Date.UTC(year, month - 1, day, hour)).toISOString();
}
