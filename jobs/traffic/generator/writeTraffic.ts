import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip, constants as zlib } from "node:zlib";
import { trafficLocations } from "../../../datasets/trafficLocations.ts";
import { trafficRaw } from "../../../datasets/trafficRaw.ts";
import { arrivalFolder } from "../arrivalFolder.ts";
import { type Arrival, arrivals, type TrafficOptions } from "./arrivals.ts";
import { lineParts } from "./lineFormat.ts";
import { measuringPoints } from "./measuringPoints.ts";

export interface WriteTrafficOptions extends TrafficOptions {
  /** Folder that `traffic_raw/` and `traffic_locations/` are written to. */
  readonly folder: string;
}

/** What was written. */
export interface WrittenTraffic {
  readonly records: number;
  /** Of the records' files, compressed. */
  readonly bytes: number;
  /** Paths of the records' files, in the order of arrival. */
  readonly files: readonly string[];
}

/**
 * Writes measurements as gzip files, one an hour of arrival, each as soon as the hour is over:
 * `traffic_raw/year=2024/month=3/day=30/hour=23/<span's start>.csv.gz`. Files of spans that follow each other lie beside
 * each other. The measuring points' locations go to `traffic_locations/traffic_locations.csv`.
 */
export async function writeTraffic(options: WriteTrafficOptions): Promise<WrittenTraffic> {
  const { folder, points = 4_600, seed = 1, format = "csv" } = options;
  await writeLocations(folder, points, seed);
  const { header } = lineParts[format];
  const name = `${new Date(options.from * 60_000).toISOString().slice(0, 16).replaceAll(/[-:]/g, "")}Z.${format}.gz`;

  let [records, bytes] = [0, 0];
  const files: string[] = [];
  let hour: HourFile | undefined;
  const endHour = async () => {
    if (hour === undefined) return;
    bytes += await hour.end();
    files.push(hour.path);
  };
  for (const arrival of arrivals(options)) {
    if (hour === undefined || hour.hour !== hourOf(arrival)) {
      await endHour();
      hour = await HourFile.open(join(folder, trafficRaw.name), hourOf(arrival), name);
      await hour.write(header);
    }
    await hour.write(arrival.lines);
    records += arrival.records;
  }
  await endHour();
  return { records, bytes, files };
}

function hourOf({ minute }: Arrival): number {
  return Math.floor(minute / 60);
}

/** A file of one hour, which is compressed while it is written. */
class HourFile {
  readonly hour: number;
  readonly path: string;
  readonly #gzip = createGzip({ level: zlib.Z_BEST_SPEED });
  readonly #written: Promise<void>;

  private constructor(hour: number, path: string) {
    this.hour = hour;
    this.path = path;
    this.#written = pipeline(this.#gzip, createWriteStream(path));
    this.#written.catch(() => undefined);
  }

  static async open(root: string, hour: number, name: string): Promise<HourFile> {
    const folder = join(root, arrivalFolder(new Date(hour * 3_600_000)));
    await mkdir(folder, { recursive: true });
    return new HourFile(hour, join(folder, name));
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (!this.#gzip.write(bytes)) await Promise.race([once(this.#gzip, "drain"), this.#written]);
  }

  /** Resolves to the file's size. */
  async end(): Promise<number> {
    this.#gzip.end();
    await this.#written;
    return (await stat(this.path)).size;
  }
}

async function writeLocations(folder: string, points: number, seed: number): Promise<void> {
  const selected = measuringPoints(points, seed).filter(({ location }) => location !== undefined);
  const lines = selected.map(({ uniqueId, location, zone }) => `${uniqueId},${location},${zone}`);
  const header = trafficLocations.columns.map((column) => column.header).join(",");
  await mkdir(join(folder, trafficLocations.name), { recursive: true });
  const path = join(folder, trafficLocations.name, `${trafficLocations.name}.csv`);
  await writeFile(path, `${[header, ...lines].join("\n")}\n`);
}
