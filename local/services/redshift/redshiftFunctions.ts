/**
 * The functions of Redshift that statements may call by name, beside those that the SQL library knows by their kind:
 * each means the same in DuckDB, or is written so that it does. A function of DuckDB alone would work here and fail on
 * AWS, so any other is refused.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/dg/c_SQL_functions.html
 */
export const redshiftFunctions: ReadonlySet<string> = new Set(
  `abs acos add_months any_value approximate ascii asin atan atan2 avg bit_and bit_or bool_and bool_or btrim cbrt ceil
  ceiling char_length character_length charindex chr coalesce concat convert convert_timezone corr cos cot count
  covar_pop covar_samp cume_dist current_date current_timestamp current_user date_add date_diff date_part date_trunc
  dateadd datediff decode degrees dense_rank exp extract first_value floor getdate greatest isnull
  json_extract_path_text lag last_day last_value lead least left len length listagg ln log lower lpad ltrim max md5
  median min mod months_between nth_value ntile nullif nvl nvl2 octet_length percent_rank percentile_cont
  percentile_disc pi position pow power radians random rank regexp_count regexp_instr regexp_replace repeat replace
  replicate reverse right round row_number rpad rtrim sign sin split_part sqrt stddev stddev_pop stddev_samp strpos
  substr substring sum sysdate tan textlen to_date translate trim trunc upper user var_pop var_samp variance`.split(
    /\s+/,
  ),
);
