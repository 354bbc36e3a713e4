/** A question to the bird strikes. */
export interface ReadQuery {
  /** Columns that it reads from files. */
  readonly columns: readonly string[];
  /** The one partition and range of days that it is about. @default all rows */
  readonly within?: { readonly year: number; readonly month: number; readonly from: string; readonly to: string };
  /** With `$files`, the list of Parquet files, and `$from` and `$to` where there is a range. */
  readonly sql: string;
}

const files = "read_parquet($files, hive_partitioning = true)";
const within = { year: 2000, month: 8, from: "2000-08-10", to: "2000-08-12" };

/** A few columns of a few days of one month: what partitions and statistics are for. */
const selective: ReadQuery = {
  columns: ["flight_date", "cost_total", "speed_knots"],
  within,
  sql: `SELECT count(*) AS strikes, sum(cost_total) AS cost, max(speed_knots) AS fastest FROM ${files}
WHERE year = ${within.year} AND month = ${within.month} AND flight_date BETWEEN $from::DATE AND $to::DATE`,
};

/** Several columns of all rows. */
const full: ReadQuery = {
  columns: ["damage", "airport", "operator", "cost_total", "cost_repair", "speed_knots"],
  sql: `SELECT damage, count(*) AS strikes, max(airport) AS airport, count(operator) AS operators, sum(cost_total) AS cost,
sum(cost_repair) AS repair, max(speed_knots) AS fastest FROM ${files} GROUP BY damage ORDER BY damage`,
};

export const queries = { selective, full } as const;
