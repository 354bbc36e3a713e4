WITH layer0 AS (SELECT * FROM read_csv('prepared.csv', auto_detect = false, header = false, columns = {'n': 'VARCHAR', 'c0': 'VARCHAR', 'c1': 'VARCHAR', 'c2': 'VARCHAR', 'c3': 'VARCHAR', 'c4': 'VARCHAR', 'c5': 'VARCHAR', 'c6': 'VARCHAR', 'c7': 'VARCHAR', 'c8': 'VARCHAR', 'c9': 'VARCHAR', 'c10': 'VARCHAR', 'c11': 'VARCHAR', 'c12': 'VARCHAR', 'c13': 'VARCHAR'}, delim = ',', quote = '"', escape = '"', new_line = '\n', strict_mode = true, parallel = true)),
layer1 AS (SELECT *,
  TRY_CAST(c3 AS DATE) AS q3,
  TRY_CAST(c10 AS INTEGER) AS q10,
  TRY_CAST(c11 AS INTEGER) AS q11,
  TRY_CAST(c12 AS INTEGER) AS q12,
  TRY_CAST(c13 AS INTEGER) AS q13
FROM layer0),
layer2 AS (SELECT *,
  q3 BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' AND CAST(q3 AS VARCHAR) = c3 AS s3,
  c10 IS NULL OR (CAST(q10 AS VARCHAR) = c10) AS s10,
  c11 IS NULL OR (CAST(q11 AS VARCHAR) = c11) AS s11,
  c12 IS NULL OR (CAST(q12 AS VARCHAR) = c12) AS s12,
  c13 IS NULL OR (CAST(q13 AS VARCHAR) = c13) AS s13
FROM layer1),
layer3 AS (SELECT *,
  CASE WHEN s3 THEN NULL ELSE CASE WHEN starts_with(c3, ' ') OR ends_with(c3, ' ') OR starts_with(c3, '	') OR ends_with(c3, '	') THEN trim(c3, ' 	') ELSE coalesce(c3, '') END END AS t3,
  CASE WHEN s10 THEN NULL ELSE CASE WHEN starts_with(c10, ' ') OR ends_with(c10, ' ') OR starts_with(c10, '	') OR ends_with(c10, '	') THEN trim(c10, ' 	') ELSE coalesce(c10, '') END END AS t10,
  CASE WHEN s11 THEN NULL ELSE CASE WHEN starts_with(c11, ' ') OR ends_with(c11, ' ') OR starts_with(c11, '	') OR ends_with(c11, '	') THEN trim(c11, ' 	') ELSE coalesce(c11, '') END END AS t11,
  CASE WHEN s12 THEN NULL ELSE CASE WHEN starts_with(c12, ' ') OR ends_with(c12, ' ') OR starts_with(c12, '	') OR ends_with(c12, '	') THEN trim(c12, ' 	') ELSE coalesce(c12, '') END END AS t12,
  CASE WHEN s13 THEN NULL ELSE CASE WHEN starts_with(c13, ' ') OR ends_with(c13, ' ') OR starts_with(c13, '	') OR ends_with(c13, '	') THEN trim(c13, ' 	') ELSE coalesce(c13, '') END END AS t13
FROM layer2),
layer4 AS (SELECT *,
  CASE WHEN s3 THEN NULL ELSE TRY_CAST(t3 AS DATE) END AS d3,
  CASE WHEN s10 THEN NULL ELSE TRY_CAST(t10 AS INTEGER) END AS i10,
  CASE WHEN s11 THEN NULL ELSE TRY_CAST(t11 AS INTEGER) END AS i11,
  CASE WHEN s12 THEN NULL ELSE TRY_CAST(t12 AS INTEGER) END AS i12,
  CASE WHEN s13 THEN NULL ELSE TRY_CAST(t13 AS INTEGER) END AS i13
FROM layer3),
layer5 AS (SELECT *,
  c0 AS v0,
  CASE
    WHEN c0 IS NULL THEN 'required'
    WHEN strlen(c0) > 80 THEN 'too_long'
    END AS e0,
  c1 AS v1,
  CASE
    WHEN c1 IS NULL THEN NULL
    WHEN strlen(c1) > 40 THEN 'too_long'
    END AS e1,
  c2 AS v2,
  CASE
    WHEN c2 IS NULL THEN 'required'
    WHEN strlen(c2) > 20 THEN 'too_long'
    END AS e2,
  CASE WHEN s3 THEN q3 ELSE CASE WHEN t3 IN ('') THEN CAST(NULL AS DATE) ELSE d3 END END AS v3,
  CASE WHEN s3 THEN NULL ELSE CASE
    WHEN t3 IN ('') THEN 'required'
    WHEN NOT regexp_full_match(t3, '([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)[-](0[1-9]|1[0-2])[-](0[1-9]|[12][0-9]|3[01])') THEN 'invalid_date'
    WHEN d3 IS NULL THEN 'invalid_date'
    END END AS e3,
  c4 AS v4,
  CASE
    WHEN c4 IS NULL THEN NULL
    WHEN strlen(c4) > 60 THEN 'too_long'
    END AS e4,
  c5 AS v5,
  CASE
    WHEN c5 IS NULL THEN NULL
    WHEN strlen(c5) > 40 THEN 'too_long'
    END AS e5,
  c6 AS v6,
  CASE
    WHEN c6 IS NULL THEN NULL
    WHEN strlen(c6) > 20 THEN 'too_long'
    END AS e6,
  c7 AS v7,
  CASE
    WHEN c7 IS NULL THEN NULL
    WHEN strlen(c7) > 10 THEN 'too_long'
    END AS e7,
  c8 AS v8,
  CASE
    WHEN c8 IS NULL THEN NULL
    WHEN strlen(c8) > 60 THEN 'too_long'
    END AS e8,
  c9 AS v9,
  CASE
    WHEN c9 IS NULL THEN NULL
    WHEN strlen(c9) > 10 THEN 'too_long'
    END AS e9,
  CASE WHEN s10 THEN q10 ELSE CASE WHEN t10 IN ('') THEN CAST(NULL AS INTEGER) ELSE i10 END END AS v10,
  CASE WHEN s10 THEN CASE WHEN q10 < CAST('0' AS INTEGER) THEN 'below_minimum' WHEN q10 > CAST('100000000' AS INTEGER) THEN 'above_maximum' END ELSE CASE
    WHEN t10 IN ('') THEN NULL
    WHEN NOT regexp_full_match(t10, '[+-]?[0-9]+') THEN 'invalid_integer'
    WHEN i10 IS NULL THEN 'out_of_range'
    WHEN i10 < CAST('0' AS INTEGER) THEN 'below_minimum'
    WHEN i10 > CAST('100000000' AS INTEGER) THEN 'above_maximum'
    END END AS e10,
  CASE WHEN s11 THEN q11 ELSE CASE WHEN t11 IN ('') THEN CAST(NULL AS INTEGER) ELSE i11 END END AS v11,
  CASE WHEN s11 THEN CASE WHEN q11 < CAST('0' AS INTEGER) THEN 'below_minimum' WHEN q11 > CAST('100000000' AS INTEGER) THEN 'above_maximum' END ELSE CASE
    WHEN t11 IN ('') THEN NULL
    WHEN NOT regexp_full_match(t11, '[+-]?[0-9]+') THEN 'invalid_integer'
    WHEN i11 IS NULL THEN 'out_of_range'
    WHEN i11 < CAST('0' AS INTEGER) THEN 'below_minimum'
    WHEN i11 > CAST('100000000' AS INTEGER) THEN 'above_maximum'
    END END AS e11,
  CASE WHEN s12 THEN q12 ELSE CASE WHEN t12 IN ('') THEN CAST(NULL AS INTEGER) ELSE i12 END END AS v12,
  CASE WHEN s12 THEN CASE WHEN q12 < CAST('0' AS INTEGER) THEN 'below_minimum' WHEN q12 > CAST('100000000' AS INTEGER) THEN 'above_maximum' END ELSE CASE
    WHEN t12 IN ('') THEN NULL
    WHEN NOT regexp_full_match(t12, '[+-]?[0-9]+') THEN 'invalid_integer'
    WHEN i12 IS NULL THEN 'out_of_range'
    WHEN i12 < CAST('0' AS INTEGER) THEN 'below_minimum'
    WHEN i12 > CAST('100000000' AS INTEGER) THEN 'above_maximum'
    END END AS e12,
  CASE WHEN s13 THEN q13 ELSE CASE WHEN t13 IN ('') THEN CAST(NULL AS INTEGER) ELSE i13 END END AS v13,
  CASE WHEN s13 THEN CASE WHEN q13 < CAST('0' AS INTEGER) THEN 'below_minimum' WHEN q13 > CAST('1000' AS INTEGER) THEN 'above_maximum' END ELSE CASE
    WHEN t13 IN ('') THEN NULL
    WHEN NOT regexp_full_match(t13, '[+-]?[0-9]+') THEN 'invalid_integer'
    WHEN i13 IS NULL THEN 'out_of_range'
    WHEN i13 < CAST('0' AS INTEGER) THEN 'below_minimum'
    WHEN i13 > CAST('1000' AS INTEGER) THEN 'above_maximum'
    END END AS e13
FROM layer4)
SELECT
  CAST(n AS BIGINT) AS _record,
  CASE WHEN coalesce(e0, e1, e2, e3, e4, e5, e6, e7, e8, e9, e10, e11, e12, e13) IS NOT NULL THEN list_filter([{'column': 'airport', 'reason': e0}, {'column': 'aircraft', 'reason': e1}, {'column': 'damage', 'reason': e2}, {'column': 'flight_date', 'reason': e3}, {'column': 'operator', 'reason': e4}, {'column': 'origin_state', 'reason': e5}, {'column': 'phase_of_flight', 'reason': e6}, {'column': 'wildlife_size', 'reason': e7}, {'column': 'wildlife_species', 'reason': e8}, {'column': 'time_of_day', 'reason': e9}, {'column': 'cost_other', 'reason': e10}, {'column': 'cost_repair', 'reason': e11}, {'column': 'cost_total', 'reason': e12}, {'column': 'speed_knots', 'reason': e13}]::STRUCT("column" VARCHAR, reason VARCHAR)[], lambda e: e.reason IS NOT NULL) END AS _errors,
  CAST(v0 AS VARCHAR) AS "airport",
  CAST(v1 AS VARCHAR) AS "aircraft",
  CAST(v2 AS VARCHAR) AS "damage",
  CAST(v3 AS DATE) AS "flight_date",
  CAST(v4 AS VARCHAR) AS "operator",
  CAST(v5 AS VARCHAR) AS "origin_state",
  CAST(v6 AS VARCHAR) AS "phase_of_flight",
  CAST(v7 AS VARCHAR) AS "wildlife_size",
  CAST(v8 AS VARCHAR) AS "wildlife_species",
  CAST(v9 AS VARCHAR) AS "time_of_day",
  CAST(v10 AS INTEGER) AS "cost_other",
  CAST(v11 AS INTEGER) AS "cost_repair",
  CAST(v12 AS INTEGER) AS "cost_total",
  CAST(v13 AS INTEGER) AS "speed_knots"
FROM layer5;

SELECT "airport", "aircraft", "damage", "flight_date", "operator", "origin_state", "phase_of_flight", "wildlife_size", "wildlife_species", "time_of_day", "cost_other", "cost_repair", "cost_total", "speed_knots", CAST(year("flight_date") AS INTEGER) AS "year", CAST(month("flight_date") AS INTEGER) AS "month", _record, _errors
FROM "typed"
ORDER BY _errors IS NOT NULL, "flight_date" ASC NULLS LAST, "airport" ASC NULLS LAST, _record;
