import type { ColumnEvidence } from "../../../core/contract/infer/ColumnEvidence.ts";
import { nullTokens } from "../../../core/contract/infer/nullTokens.ts";
import { patterns } from "../../../core/contract/infer/patterns.ts";
import { sqlLiteral } from "../../../core/emit/sqlLiteral.ts";
import type { Database } from "../../../jobs/duckdb/openDatabase.ts";
import { trimmedText } from "./trimmedText.ts";

const names = Object.keys(patterns);
const decimals = `regexp_full_match(text, ${sqlLiteral(`${patterns["decimal."]}|${patterns["decimal,"]}`)})`;
const integers = `regexp_full_match(text, ${sqlLiteral(patterns.integer ?? "")})`;

/** The columns of `counted`: each text and how often it occurs. Patterns are matched once for each text. */
const counts = [
  "count(*) AS distinct_values",
  "sum(n)::BIGINT AS values",
  `min(CASE WHEN ${integers} THEN TRY_CAST(text AS HUGEINT) END) AS least`,
  `max(CASE WHEN ${integers} THEN TRY_CAST(text AS HUGEINT) END) AS greatest`,
  `max(CASE WHEN ${decimals} THEN strlen(regexp_extract(text, '^[+-]?0*([0-9]*)', 1)) END) AS integer_digits`,
  `max(CASE WHEN ${decimals} THEN strlen(regexp_extract(text, '[.,](.*)', 1)) END) AS fraction_digits`,
  ...names.map((name, index) => `${matching(patterns[name] ?? "")} AS p${index}`),
].join(", ");

/**
 * Counts what a column's texts are, by DuckDB.
 * @param texts query with the column
 * @param column its name there
 */
export async function evidenceOf(
  database: Database,
  texts: string,
  column: string,
  { header, missing }: Pick<ColumnEvidence, "header" | "missing">,
): Promise<ColumnEvidence> {
  const trimmed = trimmedText(column);
  const [fields = {}] = await database.rows(
    `SELECT count(${column}) AS fields,
      count(*) FILTER (${trimmed} = '') AS empty,
      count(*) FILTER (${trimmed} <> ${column} AND ${trimmed} <> '') AS padded,
      min(strlen(${column})) FILTER (${column} <> '') AS least,
      max(strlen(${column})) AS most
    FROM (${texts})`,
  );
  await database.run(
    `CREATE OR REPLACE TEMP TABLE counted AS
    SELECT ${trimmed} AS text, count(*) AS n FROM (${texts}) WHERE ${trimmed} <> '' GROUP BY ALL`,
  );
  const isToken = `text IN (${nullTokens.map(sqlLiteral).join(", ")})`;
  const tokens = await database.rows(`SELECT text, n FROM counted WHERE ${isToken} ORDER BY n DESC, text`);
  const [values = {}] = await database.rows(`SELECT ${counts} FROM counted WHERE NOT ${isToken}`);
  const frequent = await database.rows(`SELECT text FROM counted WHERE NOT ${isToken} ORDER BY n DESC, text LIMIT 3`);
  const [least, greatest] = [values.least, values.greatest];
  return {
    header,
    missing,
    fields: Number(fields.fields),
    empty: Number(fields.empty),
    padded: Number(fields.padded),
    bytes: { least: Number(fields.least ?? 0), most: Number(fields.most ?? 0) },
    tokens: Object.fromEntries(tokens.map(({ text, n }) => [String(text), Number(n)])),
    values: Number(values.values ?? 0),
    distinct: Number(values.distinct_values),
    matches: Object.fromEntries(names.map((name, index) => [name, Number(values[`p${index}`] ?? 0)])),
    frequent: frequent.map(({ text }) => String(text)),
    integers: typeof least === "bigint" && typeof greatest === "bigint" ? { min: least, max: greatest } : null,
    digits: { integer: Number(values.integer_digits ?? 0), fraction: Number(values.fraction_digits ?? 0) },
  };
}

function matching(pattern: string): string {
  return `(sum(n) FILTER (regexp_full_match(text, ${sqlLiteral(pattern)})))::BIGINT`;
}
