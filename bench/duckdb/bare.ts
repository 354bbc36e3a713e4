/**
 * The bird strikes by one statement of DuckDB, as its manual has it: read_csv with declared types, COPY to a folder a year
 * and month, compressed by zstd. The yardstick of the duckdb engine. Prints its seconds.
 *
 * It leaves out all that the engine is for: with `ignore_errors` a record that does not fit is gone, nobody is told which or
 * how many; a text may be of any length, a number of any size; U+FFFD passes. A partition is in as many files as threads had
 * rows of it, their rows in no order (with --ordered, each thread's in order); no column says where they are from, nothing
 * is counted, and the source must lie on the disk.
 *
 * @example node bench/duckdb/bare.ts --source birdstrikes.csv --output folder [--ordered]
 * @see https://duckdb.org/docs/stable/data/partitioning/partitioned_writes
 */
import { parseArgs } from "node:util";
import { DuckDBInstance } from "@duckdb/node-api";
import { sqlLiteral } from "../../core/emit/sqlLiteral.ts";

const { values } = parseArgs({
  options: {
    source: { type: "string", default: "" },
    output: { type: "string", default: "" },
    ordered: { type: "boolean", default: false },
  },
});

const columns = {
  airport: "VARCHAR",
  aircraft: "VARCHAR",
  damage: "VARCHAR",
  flight_date: "DATE",
  operator: "VARCHAR",
  origin_state: "VARCHAR",
  phase_of_flight: "VARCHAR",
  wildlife_size: "VARCHAR",
  wildlife_species: "VARCHAR",
  time_of_day: "VARCHAR",
  cost_other: "INTEGER",
  cost_repair: "INTEGER",
  cost_total: "INTEGER",
  speed_knots: "INTEGER",
};
const types = Object.entries(columns).map(([name, type]) => `'${name}': '${type}'`);
const read = `read_csv(${sqlLiteral(values.source)}, header = true, columns = {${types.join(", ")}}, ignore_errors = true)`;
const rows = `SELECT *, year(flight_date) AS year, month(flight_date) AS month FROM ${read}`;
const order = values.ordered ? " ORDER BY year, month, flight_date, airport" : "";
const options = "FORMAT parquet, COMPRESSION zstd, PARTITION_BY (year, month), OVERWRITE_OR_IGNORE";

const since = performance.now();
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
await connection.run(`COPY (${rows}${order}) TO ${sqlLiteral(values.output)} (${options})`);
process.stdout.write(`${JSON.stringify({ workSeconds: (performance.now() - since) / 1000 })}\n`);
