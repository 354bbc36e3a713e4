WITH layer0 AS (SELECT * FROM read_csv('prepared.csv', auto_detect = false, header = false, columns = {'n': 'VARCHAR', 'c0': 'VARCHAR', 'c1': 'VARCHAR', 'c2': 'VARCHAR', 'c3': 'VARCHAR', 'c4': 'VARCHAR', 'c5': 'VARCHAR'}, delim = ',', quote = '"', escape = '"', new_line = '\n', strict_mode = true, parallel = true)),
layer1 AS (SELECT *,
  coalesce(c0, '') AS t0,
  CASE WHEN starts_with(c1, ' ') OR ends_with(c1, ' ') OR starts_with(c1, '	') OR ends_with(c1, '	') THEN trim(c1, ' 	') ELSE coalesce(c1, '') END AS t1,
  CASE WHEN starts_with(c2, ' ') OR ends_with(c2, ' ') OR starts_with(c2, '	') OR ends_with(c2, '	') THEN trim(c2, ' 	') ELSE coalesce(c2, '') END AS t2,
  coalesce(c3, '') AS t3,
  coalesce(c4, '') AS t4,
  coalesce(c5, '') AS t5
FROM layer0),
layer2 AS (SELECT *,
  TRY_CAST(t1 AS DOUBLE) AS f1,
  TRY_CAST(t2 AS DOUBLE) AS f2
FROM layer1),
layer3 AS (SELECT *,
  CASE WHEN t0 IN ('') THEN CAST(NULL AS VARCHAR) ELSE t0 END AS v0,
  CASE
    WHEN t0 IN ('') THEN 'required'
    WHEN contains(t0, '�') THEN 'replacement_character'
    WHEN strlen(t0) > 5 THEN 'too_long'
    END AS e0,
  CASE WHEN t1 IN ('') THEN CAST(NULL AS DOUBLE) ELSE f1 END AS v1,
  CASE
    WHEN t1 IN ('') THEN 'required'
    WHEN contains(t1, '�') THEN 'replacement_character'
    WHEN NOT regexp_full_match(t1, '[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)(?:[eE][+-]?[0-9]+)?') THEN 'invalid_number'
    WHEN f1 IS NULL OR isinf(f1) THEN 'out_of_range'
    WHEN f1 < CAST('-90' AS DOUBLE) THEN 'below_minimum'
    WHEN f1 > CAST('90' AS DOUBLE) THEN 'above_maximum'
    END AS e1,
  CASE WHEN t2 IN ('') THEN CAST(NULL AS DOUBLE) ELSE f2 END AS v2,
  CASE
    WHEN t2 IN ('') THEN 'required'
    WHEN contains(t2, '�') THEN 'replacement_character'
    WHEN NOT regexp_full_match(t2, '[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)(?:[eE][+-]?[0-9]+)?') THEN 'invalid_number'
    WHEN f2 IS NULL OR isinf(f2) THEN 'out_of_range'
    WHEN f2 < CAST('-180' AS DOUBLE) THEN 'below_minimum'
    WHEN f2 > CAST('180' AS DOUBLE) THEN 'above_maximum'
    END AS e2,
  CASE WHEN t3 IN ('') THEN CAST(NULL AS VARCHAR) ELSE t3 END AS v3,
  CASE
    WHEN t3 IN ('') THEN 'required'
    WHEN contains(t3, '�') THEN 'replacement_character'
    WHEN strlen(t3) > 60 THEN 'too_long'
    END AS e3,
  CASE WHEN t4 IN ('') THEN CAST(NULL AS VARCHAR) ELSE t4 END AS v4,
  CASE
    WHEN t4 IN ('') THEN 'required'
    WHEN contains(t4, '�') THEN 'replacement_character'
    WHEN strlen(t4) > 2 THEN 'too_long'
    END AS e4,
  CASE WHEN t5 IN ('') THEN CAST(NULL AS VARCHAR) ELSE t5 END AS v5,
  CASE
    WHEN t5 IN ('') THEN NULL
    WHEN contains(t5, '�') THEN 'replacement_character'
    WHEN strlen(t5) > 60 THEN 'too_long'
    END AS e5
FROM layer2)
SELECT
  CAST(n AS BIGINT) AS _record,
  CASE WHEN coalesce(e0, e1, e2, e3, e4, e5) IS NOT NULL THEN list_filter([{'column': 'zip_code', 'reason': e0}, {'column': 'latitude', 'reason': e1}, {'column': 'longitude', 'reason': e2}, {'column': 'city', 'reason': e3}, {'column': 'state', 'reason': e4}, {'column': 'county', 'reason': e5}]::STRUCT("column" VARCHAR, reason VARCHAR)[], lambda e: e.reason IS NOT NULL) END AS _errors,
  CAST(v0 AS VARCHAR) AS "zip_code",
  CAST(v1 AS DOUBLE) AS "latitude",
  CAST(v2 AS DOUBLE) AS "longitude",
  CAST(v3 AS VARCHAR) AS "city",
  CAST(v4 AS VARCHAR) AS "state",
  CAST(v5 AS VARCHAR) AS "county"
FROM layer3;

SELECT "zip_code", "latitude", "longitude", "city", "state", "county"
FROM "typed"
WHERE _errors IS NULL
ORDER BY "state" ASC NULLS LAST, "city" ASC NULLS LAST, _record;
