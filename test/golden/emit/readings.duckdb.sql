WITH layer0 AS (SELECT * FROM read_csv('prepared.csv', auto_detect = false, header = false, columns = {'n': 'VARCHAR', 'c0': 'VARCHAR', 'c1': 'VARCHAR', 'c2': 'VARCHAR', 'c3': 'VARCHAR', 'c4': 'VARCHAR', 'c5': 'VARCHAR', 'c6': 'VARCHAR', 'c7': 'VARCHAR', 'c8': 'VARCHAR', 'c9': 'VARCHAR', 'c10': 'VARCHAR', 'c11': 'VARCHAR', 'c12': 'VARCHAR'}, delim = ';', quote = '"', escape = '"', new_line = '\n', strict_mode = true, parallel = true)),
layer1 AS (SELECT *,
  CASE WHEN starts_with(c0, ' ') OR ends_with(c0, ' ') OR starts_with(c0, '	') OR ends_with(c0, '	') THEN trim(c0, ' 	') ELSE coalesce(c0, '') END AS t0,
  CASE WHEN starts_with(c1, ' ') OR ends_with(c1, ' ') OR starts_with(c1, '	') OR ends_with(c1, '	') THEN trim(c1, ' 	') ELSE coalesce(c1, '') END AS t1,
  CASE WHEN starts_with(c2, ' ') OR ends_with(c2, ' ') OR starts_with(c2, '	') OR ends_with(c2, '	') THEN trim(c2, ' 	') ELSE coalesce(c2, '') END AS t2,
  TRY_CAST(c3 AS SMALLINT) AS q3,
  TRY_CAST(c4 AS INTEGER) AS q4,
  TRY_CAST(c5 AS BIGINT) AS q5,
  CASE WHEN starts_with(c6, ' ') OR ends_with(c6, ' ') OR starts_with(c6, '	') OR ends_with(c6, '	') THEN trim(c6, ' 	') ELSE coalesce(c6, '') END AS t6,
  CASE WHEN starts_with(c7, ' ') OR ends_with(c7, ' ') OR starts_with(c7, '	') OR ends_with(c7, '	') THEN trim(c7, ' 	') ELSE coalesce(c7, '') END AS t7,
  CASE WHEN starts_with(c8, ' ') OR ends_with(c8, ' ') OR starts_with(c8, '	') OR ends_with(c8, '	') THEN trim(c8, ' 	') ELSE coalesce(c8, '') END AS t8,
  CASE WHEN starts_with(c9, ' ') OR ends_with(c9, ' ') OR starts_with(c9, '	') OR ends_with(c9, '	') THEN trim(c9, ' 	') ELSE coalesce(c9, '') END AS t9,
  c10 IN ('true', 'yes', 'ja') AS q10,
  coalesce(c12, '') AS t12
FROM layer0),
layer2 AS (SELECT *,
  regexp_extract(t1, '^(?:([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[ T]([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:[.]([0-9]{1,6}))?)?([zZ]|[+-](?:0[0-9]|1[0-8])(?::?[0-5][0-9])?)?)$', ['year', 'month', 'day', 'hour', 'minute', 'second', 'fraction', 'offset']) AS parts_1,
  TRY_CAST(regexp_replace(t2, '^(?:(0[1-9]|[12][0-9]|3[01])[/](0[1-9]|1[0-2])[/]([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000))$', '\3-\2-\1') AS DATE) AS d2,
  CAST(q3 AS VARCHAR) = c3 AND c3 NOT IN ('NA') AS s3,
  CAST(q4 AS VARCHAR) = c4 AND c4 NOT IN ('NA') AS s4,
  c5 IS NULL OR (CAST(q5 AS VARCHAR) = c5 AND c5 NOT IN ('NA')) AS s5,
  TRY_CAST(TRY_CAST(replace(t6, ',', '.') AS DOUBLE) AS FLOAT) AS f6,
  TRY_CAST(replace(t7, ',', '.') AS DOUBLE) AS f7,
  TRY_CAST(replace(t8, ',', '.') AS DECIMAL(9,2)) AS m8,
  TRY_CAST(replace(t9, ',', '.') AS DECIMAL(5,1)) AS m9,
  c10 IS NULL OR (c10 IN ('true', 'yes', 'ja', 'false', 'no', 'nee') AND c10 NOT IN ('NA')) AS s10
FROM layer1),
layer3 AS (SELECT *,
  CASE WHEN parts_1.year <> '' THEN TRY_CAST(left(t1, length(t1) - length(parts_1.offset)) AS TIMESTAMP) END AS local_1,
  CASE WHEN s3 THEN NULL ELSE CASE WHEN starts_with(c3, ' ') OR ends_with(c3, ' ') OR starts_with(c3, '	') OR ends_with(c3, '	') THEN trim(c3, ' 	') ELSE coalesce(c3, '') END END AS t3,
  CASE WHEN s4 THEN NULL ELSE CASE WHEN starts_with(c4, ' ') OR ends_with(c4, ' ') OR starts_with(c4, '	') OR ends_with(c4, '	') THEN trim(c4, ' 	') ELSE coalesce(c4, '') END END AS t4,
  CASE WHEN s5 THEN NULL ELSE CASE WHEN starts_with(c5, ' ') OR ends_with(c5, ' ') OR starts_with(c5, '	') OR ends_with(c5, '	') THEN trim(c5, ' 	') ELSE coalesce(c5, '') END END AS t5,
  CASE WHEN s10 THEN NULL ELSE CASE WHEN starts_with(c10, ' ') OR ends_with(c10, ' ') OR starts_with(c10, '	') OR ends_with(c10, '	') THEN trim(c10, ' 	') ELSE coalesce(c10, '') END END AS t10
FROM layer2),
layer4 AS (SELECT *,
  local_1 - (timezone('Europe/Brussels', make_timestamptz(epoch_us(local_1 - INTERVAL 1 DAY))) - (local_1 - INTERVAL 1 DAY)) AS before_1,
  local_1 - (timezone('Europe/Brussels', make_timestamptz(epoch_us(local_1 + INTERVAL 1 DAY))) - (local_1 + INTERVAL 1 DAY)) AS after_1,
  CASE WHEN s3 THEN NULL ELSE TRY_CAST(t3 AS SMALLINT) END AS i3,
  CASE WHEN s4 THEN NULL ELSE TRY_CAST(t4 AS INTEGER) END AS i4,
  CASE WHEN s5 THEN NULL ELSE TRY_CAST(t5 AS BIGINT) END AS i5
FROM layer3),
layer5 AS (SELECT *,
  timezone('Europe/Brussels', make_timestamptz(epoch_us(before_1))) = local_1 AS before_fits_1,
  timezone('Europe/Brussels', make_timestamptz(epoch_us(after_1))) = local_1 AS after_fits_1
FROM layer4),
layer6 AS (SELECT *,
  CASE WHEN parts_1.offset <> '' THEN local_1 - to_minutes(CASE WHEN lower(parts_1.offset) = 'z' THEN 0 ELSE CASE WHEN parts_1.offset[1] = '-' THEN -(TRY_CAST(left(replace(parts_1.offset[2:], ':', ''), 2) AS INTEGER) * 60 + TRY_CAST('0' || replace(parts_1.offset[2:], ':', '')[3:] AS INTEGER)) ELSE TRY_CAST(left(replace(parts_1.offset[2:], ':', ''), 2) AS INTEGER) * 60 + TRY_CAST('0' || replace(parts_1.offset[2:], ':', '')[3:] AS INTEGER) END END) ELSE CASE WHEN before_fits_1 THEN before_1 WHEN after_fits_1 THEN after_1 END END AS utc_1
FROM layer5),
layer7 AS (SELECT *,
  make_timestamptz(epoch_us(utc_1)) AS at_1
FROM layer6),
layer8 AS (SELECT *,
  CASE WHEN t0 IN ('', 'NA') THEN CAST(NULL AS VARCHAR) ELSE t0 END AS v0,
  CASE
    WHEN t0 IN ('', 'NA') THEN 'required'
    WHEN strlen(t0) > 12 THEN 'too_long'
    END AS e0,
  CASE WHEN t1 IN ('', 'NA') THEN CAST(NULL AS TIMESTAMP WITH TIME ZONE) ELSE at_1 END AS v1,
  CASE
    WHEN t1 IN ('', 'NA') THEN 'required'
    WHEN local_1 IS NULL THEN 'invalid_timestamp'
    WHEN parts_1.offset = '' AND NOT before_fits_1 AND NOT after_fits_1 THEN 'nonexistent_time'
    WHEN parts_1.offset = '' AND before_fits_1 AND after_fits_1 AND before_1 <> after_1 THEN 'ambiguous_time'
    WHEN utc_1 < TIMESTAMP '0001-01-01 00:00:00' OR utc_1 > TIMESTAMP '9999-12-31 23:59:59.999999' THEN 'out_of_range'
    END AS e1,
  CASE WHEN t2 IN ('', 'NA') THEN CAST(NULL AS DATE) ELSE d2 END AS v2,
  CASE
    WHEN t2 IN ('', 'NA') THEN NULL
    WHEN NOT regexp_full_match(t2, '(0[1-9]|[12][0-9]|3[01])[/](0[1-9]|1[0-2])[/]([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)') THEN 'invalid_date'
    WHEN d2 IS NULL THEN 'invalid_date'
    END AS e2,
  CASE WHEN s3 THEN q3 ELSE CASE WHEN t3 IN ('', 'NA') THEN CAST(NULL AS SMALLINT) ELSE i3 END END AS v3,
  CASE WHEN s3 THEN CASE WHEN q3 < CAST('1' AS SMALLINT) THEN 'below_minimum' WHEN q3 > CAST('8' AS SMALLINT) THEN 'above_maximum' END ELSE CASE
    WHEN t3 IN ('', 'NA') THEN 'required'
    WHEN NOT regexp_full_match(t3, '[+-]?[0-9]+') THEN 'invalid_integer'
    WHEN i3 IS NULL THEN 'out_of_range'
    WHEN i3 < CAST('1' AS SMALLINT) THEN 'below_minimum'
    WHEN i3 > CAST('8' AS SMALLINT) THEN 'above_maximum'
    END END AS e3,
  CASE WHEN s4 THEN q4 ELSE CASE WHEN t4 IN ('', 'NA') THEN CAST('0' AS INTEGER) ELSE i4 END END AS v4,
  CASE WHEN s4 THEN CASE WHEN q4 < CAST('0' AS INTEGER) THEN 'below_minimum' WHEN q4 > CAST('10000' AS INTEGER) THEN 'above_maximum' END ELSE CASE
    WHEN t4 IN ('', 'NA') THEN NULL
    WHEN NOT regexp_full_match(t4, '[+-]?[0-9]+') THEN 'invalid_integer'
    WHEN i4 IS NULL THEN 'out_of_range'
    WHEN i4 < CAST('0' AS INTEGER) THEN 'below_minimum'
    WHEN i4 > CAST('10000' AS INTEGER) THEN 'above_maximum'
    END END AS e4,
  CASE WHEN s5 THEN q5 ELSE CASE WHEN t5 IN ('', 'NA') THEN CAST(NULL AS BIGINT) ELSE i5 END END AS v5,
  CASE WHEN s5 THEN NULL ELSE CASE
    WHEN t5 IN ('', 'NA') THEN NULL
    WHEN NOT regexp_full_match(t5, '[+-]?[0-9]+') THEN 'invalid_integer'
    WHEN i5 IS NULL THEN 'out_of_range'
    END END AS e5,
  CASE WHEN t6 IN ('', 'NA') THEN CAST(NULL AS FLOAT) ELSE f6 END AS v6,
  CASE
    WHEN t6 IN ('', 'NA') THEN NULL
    WHEN NOT regexp_full_match(t6, '[+-]?(?:[0-9]+(?:[,][0-9]*)?|[,][0-9]+)(?:[eE][+-]?[0-9]+)?') THEN 'invalid_number'
    WHEN f6 IS NULL OR isinf(f6) THEN 'out_of_range'
    END AS e6,
  CASE WHEN t7 IN ('', 'NA') THEN CAST(NULL AS DOUBLE) ELSE f7 END AS v7,
  CASE
    WHEN t7 IN ('', 'NA') THEN NULL
    WHEN NOT regexp_full_match(t7, '[+-]?(?:[0-9]+(?:[,][0-9]*)?|[,][0-9]+)(?:[eE][+-]?[0-9]+)?') THEN 'invalid_number'
    WHEN f7 IS NULL OR isinf(f7) THEN 'out_of_range'
    WHEN f7 < CAST('0' AS DOUBLE) THEN 'below_minimum'
    WHEN f7 > CAST('100' AS DOUBLE) THEN 'above_maximum'
    END AS e7,
  CASE WHEN t8 IN ('', 'NA') THEN CAST('0.00' AS DECIMAL(9,2)) ELSE m8 END AS v8,
  CASE
    WHEN t8 IN ('', 'NA') THEN NULL
    WHEN NOT regexp_full_match(t8, '([+-]?)(?:([0-9]+)(?:[,]([0-9]*))?|[,]([0-9]+))') THEN 'invalid_decimal'
    WHEN regexp_matches(t8, '[,][0-9][0-9]0*[1-9]') THEN 'too_precise'
    WHEN m8 IS NULL THEN 'out_of_range'
    END AS e8,
  CASE WHEN t9 IN ('', 'NA') THEN CAST(NULL AS DECIMAL(5,1)) ELSE m9 END AS v9,
  CASE
    WHEN t9 IN ('', 'NA') THEN NULL
    WHEN NOT regexp_full_match(t9, '([+-]?)(?:([0-9]+)(?:[,]([0-9]*))?|[,]([0-9]+))') THEN 'invalid_decimal'
    WHEN m9 IS NULL THEN 'out_of_range'
    END AS e9,
  CASE WHEN s10 THEN q10 ELSE CASE WHEN t10 IN ('', 'NA') THEN CAST(NULL AS BOOLEAN) ELSE lower(t10) IN ('true', 'yes', 'ja') END END AS v10,
  CASE WHEN s10 THEN NULL ELSE CASE
    WHEN t10 IN ('', 'NA') THEN NULL
    WHEN strlen(t10) <> length(t10) THEN 'invalid_boolean'
    WHEN NOT regexp_full_match(t10, '[tT][rR][uU][eE]|[yY][eE][sS]|[jJ][aA]|[fF][aA][lL][sS][eE]|[nN][oO]|[nN][eE][eE]') THEN 'invalid_boolean'
    END END AS e10,
  CASE WHEN c11 IS NULL OR c11 IN ('NA') THEN CAST(NULL AS VARCHAR) ELSE c11 END AS v11,
  CASE
    WHEN c11 IS NULL OR c11 IN ('NA') THEN NULL
    WHEN strlen(c11) > 5 THEN 'too_long'
    WHEN c11 NOT IN ('north', 'south', 'east', 'west') THEN 'not_allowed'
    END AS e11,
  CASE WHEN t12 IN ('NA') THEN CAST(NULL AS VARCHAR) ELSE t12 END AS v12,
  CASE
    WHEN t12 IN ('NA') THEN 'required'
    WHEN strlen(t12) > 40 THEN 'too_long'
    END AS e12
FROM layer7)
SELECT
  CAST(n AS BIGINT) AS _record,
  CASE WHEN coalesce(e0, e1, e2, e3, e4, e5, e6, e7, e8, e9, e10, e11, e12) IS NOT NULL THEN list_filter([{'column': 'sensor_id', 'reason': e0}, {'column': 'taken_at', 'reason': e1}, {'column': 'installed', 'reason': e2}, {'column': 'lane', 'reason': e3}, {'column': 'vehicles', 'reason': e4}, {'column': 'odometer', 'reason': e5}, {'column': 'speed', 'reason': e6}, {'column': 'occupancy', 'reason': e7}, {'column': 'toll', 'reason': e8}, {'column': 'axle_load', 'reason': e9}, {'column': 'raining', 'reason': e10}, {'column': 'direction', 'reason': e11}, {'column': 'note', 'reason': e12}]::STRUCT("column" VARCHAR, reason VARCHAR)[], lambda e: e.reason IS NOT NULL) END AS _errors,
  CAST(v0 AS VARCHAR) AS "sensor_id",
  CAST(v1 AS TIMESTAMP WITH TIME ZONE) AS "taken_at",
  CAST(v2 AS DATE) AS "installed",
  CAST(v3 AS SMALLINT) AS "lane",
  CAST(v4 AS INTEGER) AS "vehicles",
  CAST(v5 AS BIGINT) AS "odometer",
  CAST(v6 AS FLOAT) AS "speed",
  CAST(v7 AS DOUBLE) AS "occupancy",
  CAST(v8 AS DECIMAL(9,2)) AS "toll",
  CAST(v9 AS DECIMAL(5,1)) AS "axle_load",
  CAST(v10 AS BOOLEAN) AS "raining",
  CAST(v11 AS VARCHAR) AS "direction",
  CAST(v12 AS VARCHAR) AS "note"
FROM layer8;

SELECT "sensor_id", "taken_at", "installed", "lane", "vehicles", "odometer", "speed", "occupancy", "toll", "axle_load", "raining", "direction", "note", CAST(year(make_timestamp(epoch_us("taken_at"))) AS INTEGER) AS "year", CAST(month(make_timestamp(epoch_us("taken_at"))) AS INTEGER) AS "month", CAST(day(make_timestamp(epoch_us("taken_at"))) AS INTEGER) AS "day", _record, _errors
FROM "typed"
ORDER BY _errors IS NOT NULL, "year" ASC NULLS LAST, "month" ASC NULLS LAST, "day" ASC NULLS LAST, "sensor_id" ASC NULLS LAST, "taken_at" ASC NULLS LAST, _record;
