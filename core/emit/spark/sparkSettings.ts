/**
 * What a Spark session must be set to for a plan's SQL to mean what it says, and for dates and times to be written as
 * they are. All can be set in a running session.
 * @see https://spark.apache.org/docs/3.5.6/configuration.html#runtime-sql-configuration
 */
export const sparkSettings = {
  /** A cast that fails is NULL. */
  "spark.sql.ansi.enabled": "false",
  "spark.sql.session.timeZone": "UTC",
  /** TIMESTAMP is an instant. */
  "spark.sql.timestampType": "TIMESTAMP_LTZ",
  /** The proleptic Gregorian calendar, and no guess at a malformed date. */
  "spark.sql.legacy.timeParserPolicy": "CORRECTED",
  /** A backslash escapes in literals. */
  "spark.sql.parser.escapedStringLiterals": "false",
  "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
  /** Days before 1582-10-15 are written as they are, not moved to the Julian calendar. */
  "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
  "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
  "spark.sql.parquet.writeLegacyFormat": "false",
  /**
   * Java compiles no method of more than 8,000 bytes, and the columns of a plan make a larger one: beyond it Spark splits
   * its code into methods that are compiled.
   */
  "spark.sql.codegen.hugeMethodLimit": "8000",
  /**
   * Pushed below the steps, a filter on a reason repeats each step wherever it is used, and the steps of those: a
   * contract with one zoned timestamp took 177 microseconds a record in place of 7.
   */
  "spark.sql.optimizer.excludedRules": ["PushDownPredicates", "PushPredicateThroughNonJoin"]
    .map((rule) => `org.apache.spark.sql.catalyst.optimizer.${rule}`)
    .join(","),
} as const;
