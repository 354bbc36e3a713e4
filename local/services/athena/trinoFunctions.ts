/**
 * The functions of Athena that statements may call by name, beside those that the SQL library knows by their kind: each
 * means the same in DuckDB, or is written so that it does. A function of DuckDB alone would work here and fail on AWS,
 * so any other is refused.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/functions-env3.html
 */
export const trinoFunctions: ReadonlySet<string> = new Set(
  `abs acos approx_distinct arbitrary array_agg asin at_timezone atan atan2 avg bit_count bool_and bool_or cbrt ceil
  ceiling chr coalesce concat corr cos count count_if covar_pop covar_samp cume_dist current_date current_timestamp
  date date_add date_diff date_format date_parse date_trunc day day_of_month day_of_week day_of_year degrees dense_rank
  dow doy every exp first_value floor from_iso8601_date from_iso8601_timestamp from_unixtime greatest hour if is_finite
  is_infinite is_nan json_extract_scalar lag last_day_of_month last_value lead least length ln log10 log2 lower lpad
  ltrim max max_by min min_by minute mod month now nth_value ntile nullif percent_rank pi pow power quarter radians
  random rank regexp_like replace reverse round row_number rpad rtrim second sign sin split split_part sqrt stddev
  stddev_pop stddev_samp strpos substr substring sum tan to_unixtime trim truncate try upper var_pop var_samp variance
  week week_of_year with_timezone year`.split(/\s+/),
);

/**
 * What of them has a meaning of its own, as macros of DuckDB: elapsed units rather than boundaries that are crossed,
 * nulls that count, times with a zone.
 *
 * @see https://trino.io/docs/current/functions/datetime.html
 */
export const trinoMacros: readonly string[] = [
  "athena_concat(a, b) AS a || b",
  "athena_greatest(a, b) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE greatest(a, b) END",
  "athena_least(a, b) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE least(a, b) END",
  "athena_date_diff(unit, a, b) AS datesub(unit, a, b)",
  "athena_add_second(n, t) AS t + n * INTERVAL 1 SECOND",
  "athena_add_minute(n, t) AS t + n * INTERVAL 1 MINUTE",
  "athena_add_hour(n, t) AS t + n * INTERVAL 1 HOUR",
  "athena_add_day(n, t) AS t + n * INTERVAL 1 DAY",
  "athena_add_week(n, t) AS t + n * INTERVAL 7 DAY",
  "athena_add_month(n, t) AS t + n * INTERVAL 1 MONTH",
  "athena_add_quarter(n, t) AS t + n * INTERVAL 3 MONTH",
  "athena_add_year(n, t) AS t + n * INTERVAL 1 YEAR",
  "athena_local(instant, zone) AS timezone(zone, CAST(instant AS TIMESTAMPTZ))",
  "athena_with_timezone(wall, zone) AS timezone(zone, CAST(wall AS TIMESTAMP))",
  "athena_from_iso8601(text) AS CAST(CASE WHEN contains(text, 'T') OR length(text) = 10 THEN text ELSE 'not ISO 8601: ' || text END AS TIMESTAMPTZ)",
];

/** The units of `date_add`. */
export const addedUnits: readonly string[] = "second minute hour day week month quarter year".split(" ");

/** The macro of a function, by its name. */
export const macroOf: Readonly<Record<string, string>> = {
  concat: "athena_concat",
  greatest: "athena_greatest",
  least: "athena_least",
  date_diff: "athena_date_diff",
  at_timezone: "athena_local",
  with_timezone: "athena_with_timezone",
  from_iso8601_timestamp: "athena_from_iso8601",
};
