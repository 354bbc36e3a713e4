WITH layer0 AS (SELECT * FROM read_csv('prepared.csv', auto_detect = false, header = false, columns = {'n': 'VARCHAR', 'c0': 'VARCHAR', 'c1': 'VARCHAR', 'c2': 'VARCHAR', 'c3': 'VARCHAR', 'c4': 'VARCHAR', 'c5': 'VARCHAR', 'c6': 'VARCHAR', 'c7': 'VARCHAR', 'c8': 'VARCHAR', 'c9': 'VARCHAR', 'c10': 'VARCHAR', 'c11': 'VARCHAR', 'c12': 'VARCHAR', 'c13': 'VARCHAR'}, delim = ',', quote = '"', escape = '"', new_line = '\n', strict_mode = true, parallel = true)),
layer1 AS (SELECT *,
  coalesce(c0, '') AS t0,
  coalesce(c1, '') AS t1,
  coalesce(c2, '') AS t2,
  CASE WHEN starts_with(c3, ' ') OR ends_with(c3, ' ') OR starts_with(c3, '	') OR ends_with(c3, '	') THEN trim(c3, ' 	') ELSE coalesce(c3, '') END AS t3,
  coalesce(c4, '') AS t4,
  coalesce(c5, '') AS t5,
  coalesce(c6, '') AS t6,
  coalesce(c7, '') AS t7,
  coalesce(c8, '') AS t8,
  coalesce(c9, '') AS t9,
  CASE WHEN starts_with(c10, ' ') OR ends_with(c10, ' ') OR starts_with(c10, '	') OR ends_with(c10, '	') THEN trim(c10, ' 	') ELSE coalesce(c10, '') END AS t10,
  CASE WHEN starts_with(c11, ' ') OR ends_with(c11, ' ') OR starts_with(c11, '	') OR ends_with(c11, '	') THEN trim(c11, ' 	') ELSE coalesce(c11, '') END AS t11,
  CASE WHEN starts_with(c12, ' ') OR ends_with(c12, ' ') OR starts_with(c12, '	') OR ends_with(c12, '	') THEN trim(c12, ' 	') ELSE coalesce(c12, '') END AS t12,
  CASE WHEN starts_with(c13, ' ') OR ends_with(c13, ' ') OR starts_with(c13, '	') OR ends_with(c13, '	') THEN trim(c13, ' 	') ELSE coalesce(c13, '') END AS t13
FROM layer0),
layer2 AS (SELECT *,
  TRY_CAST(t3 AS DATE) AS d3,
  TRY_CAST(t10 AS INTEGER) AS i10,
  TRY_CAST(t11 AS INTEGER) AS i11,
  TRY_CAST(t12 AS INTEGER) AS i12,
  TRY_CAST(t13 AS INTEGER) AS i13
FROM layer1),
layer3 AS (SELECT *,
  CASE WHEN t0 IN ('') THEN CAST(NULL AS VARCHAR) ELSE t0 END AS v0,
  CASE
    WHEN t0 IN ('') THEN 'required'
    WHEN contains(t0, '�') THEN 'replacement_character'
    WHEN strlen(t0) > 80 THEN 'too_long'
    END AS e0,
  CASE WHEN t1 IN ('') THEN CAST(NULL AS VARCHAR) ELSE t1 END AS v1,
  CASE
    WHEN t1 IN ('') THEN NULL
    WHEN contains(t1, '�') THEN 'replacement_character'
    WHEN strlen(t1) > 40 THEN 'too_long'
    END AS e1,
  CASE WHEN t2 IN ('') THEN CAST(NULL AS VARCHAR) ELSE t2 END AS v2,
  CASE
    WHEN t2 IN ('') THEN 'required'
    WHEN contains(t2, '�') THEN 'replacement_character'
    WHEN strlen(t2) > 20 THEN 'too_long'
    END AS e2,
  CASE WHEN t3 IN ('') THEN CAST(NULL AS DATE) ELSE d3 END AS v3,
  CASE
    WHEN t3 IN ('') THEN 'required'
    WHEN contains(t3, '�') THEN 'replacement_character'
    WHEN NOT regexp_full_match(t3, '([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)[-](0[1-9]|1[0-2])[-](0[1-9]|[12][0-9]|3[01])') THEN 'invalid_date'
    WHEN d3 IS NULL THEN 'invalid_date'
    END AS e3,
  CASE WHEN t4 IN ('') THEN CAST(NULL AS VARCHAR) ELSE t4 END AS v4,
  CASE
    WHEN t4 IN ('') THEN NULL
    WHEN contains(t4, '�') THEN 'replacement_character'
    WHEN strlen(t4) > 60 THEN 'too_long'
    END AS e4,
  CASE WHEN t5 IN ('') THEN CAST(NULL AS VARCHAR) ELSE t5 END AS v5,
  CASE
    WHEN t5 IN ('') THEN NULL
    WHEN contains(t5, '�') THEN 'replacement_character'
    WHEN strlen(t5) > 40 THEN 'too_long'
    END AS e5,
  CASE WHEN t6 IN ('') THEN CAST(NULL AS VARCHAR) ELSE t6 END AS v6,
  CASE
    WHEN t6 IN ('') THEN NULL
    WHEN contains(t6, '�') THEN 'replacement_character'
    WHEN strlen(t6) > 20 THEN 'too_long'
    END AS e6,
  CASE WHEN t7 IN ('') THEN CAST(NULL AS VARCHAR) ELSE t7 END AS v7,
  CASE
    WHEN t7 IN ('') THEN NULL
    WHEN contains(t7, '�') THEN 'replacement_character'
    WHEN strlen(t7) > 10 THEN 'too_long'
    END AS e7,
  CASE WHEN t8 IN ('') THEN CAST(NULL AS VARCHAR) ELSE t8 END AS v8,
  CASE
    WHEN t8 IN ('') THEN NULL
    WHEN contains(t8, '�') THEN 'replacement_character'
    WHEN strlen(t8) > 60 THEN 'too_long'
    END AS e8,
  CASE WHEN t9 IN ('') THEN CAST(NULL AS VARCHAR) ELSE t9 END AS v9,
  CASE
    WHEN t9 IN ('') THEN NULL
    WHEN contains(t9, '�') THEN 'replacement_character'
    WHEN strlen(t9) > 10 THEN 'too_long'
    END AS e9,
  CASE WHEN t10 IN ('') THEN CAST(NULL AS INTEGER) ELSE i10 END AS v10,
  CASE
    WHEN t10 IN ('') THEN NULL
    WHEN contains(t10, '�') THEN 'replacement_character'
    WHEN NOT regexp_full_match(t10, '[+-]?[0-9]+') THEN 'invalid_integer'
    WHEN i10 IS NULL THEN 'out_of_range'
    WHEN i10 < CAST('0' AS INTEGER) THEN 'below_minimum'
    WHEN i10 > CAST('100000000' AS INTEGER) THEN 'above_maximum'
    END AS e10,
  CASE WHEN t11 IN ('') THEN CAST(NULL AS INTEGER) ELSE i11 END AS v11,
  CASE
    WHEN t11 IN ('') THEN NULL
    WHEN contains(t11, '�') THEN 'replacement_character'
    WHEN NOT regexp_full_match(t11, '[+-]?[0-9]+') THEN 'invalid_integer'
    WHEN i11 IS NULL THEN 'out_of_range'
    WHEN i11 < CAST('0' AS INTEGER) THEN 'below_minimum'
    WHEN i11 > CAST('100000000' AS INTEGER) THEN 'above_maximum'
    END AS e11,
  CASE WHEN t12 IN ('') THEN CAST(NULL AS INTEGER) ELSE i12 END AS v12,
  CASE
    WHEN t12 IN ('') THEN NULL
    WHEN contains(t12, '�') THEN 'replacement_character'
    WHEN NOT regexp_full_match(t12, '[+-]?[0-9]+') THEN 'invalid_integer'
    WHEN i12 IS NULL THEN 'out_of_range'
    WHEN i12 < CAST('0' AS INTEGER) THEN 'below_minimum'
    WHEN i12 > CAST('100000000' AS INTEGER) THEN 'above_maximum'
    END AS e12,
  CASE WHEN t13 IN ('') THEN CAST(NULL AS INTEGER) ELSE i13 END AS v13,
  CASE
    WHEN t13 IN ('') THEN NULL
    WHEN contains(t13, '�') THEN 'replacement_character'
    WHEN NOT regexp_full_match(t13, '[+-]?[0-9]+') THEN 'invalid_integer'
    WHEN i13 IS NULL THEN 'out_of_range'
    WHEN i13 < CAST('0' AS INTEGER) THEN 'below_minimum'
    WHEN i13 > CAST('1000' AS INTEGER) THEN 'above_maximum'
    END AS e13
FROM layer2)
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
FROM layer3;

SELECT "airport", "aircraft", "damage", "flight_date", "operator", "origin_state", "phase_of_flight", "wildlife_size", "wildlife_species", "time_of_day", "cost_other", "cost_repair", "cost_total", "speed_knots", CAST(year("flight_date") AS INTEGER) AS "year", CAST(month("flight_date") AS INTEGER) AS "month"
FROM "typed"
WHERE _errors IS NULL
ORDER BY "year" ASC NULLS LAST, "month" ASC NULLS LAST, "flight_date" ASC NULLS LAST, "airport" ASC NULLS LAST, _record;
