import { join } from "node:path";
import { sqlLiteral } from "../../core/emit/sqlLiteral.ts";
import { trafficLocations } from "../../datasets/trafficLocations.ts";
import { trafficRaw } from "../../datasets/trafficRaw.ts";
import { openDatabase } from "../../jobs/duckdb/openDatabase.ts";
import { insertStatements } from "../../jobs/traffic/insertStatements.ts";
import { transformSql } from "../../jobs/traffic/transformSql.ts";
import { duckdbSql, parseQuery } from "../../local/services/athena/parseQuery.ts";
import { rewriteTrino } from "../../local/services/athena/rewriteTrino.ts";
import { trinoMacros } from "../../local/services/athena/trinoFunctions.ts";

/**
 * The query of some days alone, by DuckDB: raw files to Parquet by partition. Prints the seconds that it takes.
 * `node bench/traffic/bare.ts RAW FROM TO OUT`
 */
const [raw = "", from = "", to = "", out = ""] = process.argv.slice(2);
const table = (name: string) => ({ database: "traffic", table: name });
const [statement, ...others] = insertStatements({
  ...{ range: { from, to }, transform: transformSql(), raw: table(trafficRaw.name) },
  ...{ locations: table(trafficLocations.name), target: table("speeds"), now: new Date() },
});
if (statement === undefined || others.length > 0) throw new Error(`${from} to ${to} are not one statement`);
const query = parseQuery(statement.sql);
rewriteTrino(query.tree);

await using database = await openDatabase({ memoryLimit: 6e9 });
for (const setting of ["integer_division = true", "preserve_insertion_order = false"]) {
  await database.run(`SET ${setting}`);
}
for (const macro of trinoMacros) await database.run(`CREATE MACRO ${macro}`);
await database.run("CREATE SCHEMA traffic");
const columns = trafficRaw.columns.map(({ header }) => `${sqlLiteral(header ?? "")}: 'VARCHAR'`).join(", ");
const keys = "{year: VARCHAR, month: VARCHAR, day: VARCHAR, hour: VARCHAR}";
const options = `header = true, auto_detect = false, columns = {${columns}}, hive_partitioning = true, hive_types = ${keys}`;
const files = sqlLiteral(join(raw, trafficRaw.name, "**/*.csv.gz"));
await database.run(`CREATE VIEW traffic.${trafficRaw.name} AS SELECT * FROM read_csv(${files}, ${options})`);
const locations = sqlLiteral(join(raw, trafficLocations.name, "*.csv"));
await database.run(`CREATE VIEW traffic.${trafficLocations.name} AS SELECT * FROM read_csv(${locations})`);

const since = performance.now();
const partitioned = "FORMAT parquet, PARTITION_BY (year, month, day, hour)";
await database.run(`COPY (${duckdbSql(query.tree)}) TO ${sqlLiteral(out)} (${partitioned})`);
process.stdout.write(`${(performance.now() - since) / 1000}\n`);
