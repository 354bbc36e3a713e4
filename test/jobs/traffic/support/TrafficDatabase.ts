import { Dialect, transpile } from "@polyglot-sql/sdk";
import { type Database, openDatabase } from "../../../../jobs/duckdb/openDatabase.ts";
import { type TransformOptions, transformQuery } from "../../../../jobs/traffic/transformQuery.ts";
import { transformSql } from "../../../../jobs/traffic/transformSql.ts";
import type { TrafficRecord } from "./TrafficRecord.ts";

/** A row of the transform: a timestamp as Date, 64-bit integers as bigints. */
export type TrafficRow = Readonly<Record<string, unknown>>;

/** Lanes by the location that they are of. */
export type Lanes = Readonly<Record<string, readonly number[]>>;

export type Asked = Pick<TransformOptions, "start" | "end"> & Partial<TransformOptions>;

const rawColumns = ["uniqueId", "originalTimestamp", "currentSpeed", "bezettingsgraad"]
  .concat(["2", "3", "4", "5"].map((vehicles) => `trafficIntensityClass${vehicles}`))
  .map((name) => name.toLowerCase());

/** DuckDB with tables as a crawler makes them, all of text, on which the transform runs, translated. */
export class TrafficDatabase implements AsyncDisposable {
  readonly database: Database;

  private constructor(database: Database) {
    this.database = database;
  }

  static async open(): Promise<TrafficDatabase> {
    const database = await openDatabase({ memoryLimit: 1e9 });
    const columns = [...rawColumns, "year", "month", "day", "hour"].map((name) => `${name} VARCHAR`).join(", ");
    await database.run("CREATE SCHEMA traffic");
    await database.run(`CREATE TABLE traffic.raw (${columns})`);
    await database.run("CREATE TABLE traffic.locations (uniqueid VARCHAR, location VARCHAR, zone VARCHAR)");
    return new TrafficDatabase(database);
  }

  /** Puts records and locations in place of those that are there. */
  async hold(records: readonly TrafficRecord[], lanes: Lanes): Promise<void> {
    await this.#fill("raw", records.map(rawRow));
    const points = Object.entries(lanes).flatMap(([location, ids]) => ids.map((id) => [String(id), location, "E40-N"]));
    await this.#fill("locations", points);
  }

  /** The rows of a range, by location and time. */
  async rows(asked: Asked): Promise<TrafficRow[]> {
    return this.database.rows(`${duckdbQuery(asked)} ORDER BY location, recorded_at`);
  }

  async #fill(table: string, rows: readonly (readonly (string | null)[])[]): Promise<void> {
    await this.database.run(`TRUNCATE traffic.${table}`);
    const appender = await this.database.connection.createAppender(table, "traffic");
    for (const row of rows) {
      for (const value of row) {
        if (value === null) appender.appendNull();
        else appender.appendVarchar(value);
      }
      appender.endRow();
    }
    appender.closeSync();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.database[Symbol.asyncDispose]();
  }
}

/** The transform's query, as Athena has it. */
export function athenaQuery(asked: Asked): string {
  return transformQuery({
    transform: transformSql(),
    raw: { database: "traffic", table: "raw" },
    locations: { database: "traffic", table: "locations" },
    zone: "Europe/Brussels",
    latenessHours: 24,
    ...asked,
  });
}

export function duckdbQuery(asked: Asked): string {
  const { success, sql, error } = transpile(athenaQuery(asked), Dialect.Trino, Dialect.DuckDB);
  const [translated] = sql ?? [];
  if (!success || translated === undefined) throw new Error(error);
  return translated;
}

function rawRow({ arrivedAt, classes, ...record }: TrafficRecord): (string | null)[] {
  const at = new Date(arrivedAt);
  const hour = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCHours()].map(String);
  const { uniqueId, originalTimestamp, currentSpeed, bezettingsgraad } = record;
  return [uniqueId, originalTimestamp, currentSpeed, bezettingsgraad, ...classes, ...hour];
}
