/** What `--help` tells of a query beyond its options: what each format makes of a value. */
export const queryHelp = `
Formats keep every value exactly:
  table    the first 100 rows, null as ∅, control characters spelt out (\\n, \\u001b)
  csv      RFC 4180: lines end with CRLF, null is an empty field, an empty text is ""
  json     an array of objects; smallint, int, real and double are numbers, boolean is boolean, everything else
           (bigint, decimal, date, timestamp) a string always; NaN and the infinities are strings
  parquet  typed columns: decimal(p,s), bigint, timestamp in microseconds; needs --output

Examples:
  sluice query "SELECT damage, count(*) FROM lake.birdstrikes GROUP BY 1"
  sluice query "SELECT * FROM lake.readings WHERE sensor_id = :id" --param id=BXL-002 --format csv
  sluice query - --region us-east-1 --format parquet --output rows.parquet < report.sql`;
