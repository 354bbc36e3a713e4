WITH layer0 AS (SELECT * FROM read_csv('prepared.csv', auto_detect = false, header = false, columns = {'n': 'VARCHAR', 'c0': 'VARCHAR', 'c1': 'VARCHAR', 'c2': 'VARCHAR', 'c3': 'VARCHAR', 'c4': 'VARCHAR', 'c5': 'VARCHAR'}, delim = ',', quote = '"', escape = '"', new_line = '\n', strict_mode = true, parallel = true)),
layer1 AS (SELECT *,
  TRY_CAST(c1 AS DOUBLE) AS q1,
  TRY_CAST(c2 AS DOUBLE) AS q2
FROM layer0),
layer2 AS (SELECT *,
  isfinite(q1) AND CAST(q1 AS VARCHAR) = c1 AS s1,
  isfinite(q2) AND CAST(q2 AS VARCHAR) = c2 AS s2
FROM layer1),
layer3 AS (SELECT *,
  CASE WHEN s1 THEN NULL ELSE CASE WHEN starts_with(c1, ' ') OR ends_with(c1, ' ') OR starts_with(c1, '	') OR ends_with(c1, '	') THEN trim(c1, ' 	') ELSE coalesce(c1, '') END END AS t1,
  CASE WHEN s2 THEN NULL ELSE CASE WHEN starts_with(c2, ' ') OR ends_with(c2, ' ') OR starts_with(c2, '	') OR ends_with(c2, '	') THEN trim(c2, ' 	') ELSE coalesce(c2, '') END END AS t2
FROM layer2),
layer4 AS (SELECT *,
  CASE WHEN s1 THEN NULL ELSE TRY_CAST(t1 AS DOUBLE) END AS f1,
  CASE WHEN s2 THEN NULL ELSE TRY_CAST(t2 AS DOUBLE) END AS f2
FROM layer3),
layer5 AS (SELECT *,
  c0 AS v0,
  CASE
    WHEN c0 IS NULL THEN 'required'
    WHEN strlen(c0) > 5 THEN 'too_long'
    END AS e0,
  CASE WHEN s1 THEN q1 ELSE CASE WHEN t1 IN ('') THEN CAST(NULL AS DOUBLE) ELSE f1 END END AS v1,
  CASE WHEN s1 THEN CASE WHEN q1 < CAST('-90' AS DOUBLE) THEN 'below_minimum' WHEN q1 > CAST('90' AS DOUBLE) THEN 'above_maximum' END ELSE CASE
    WHEN t1 IN ('') THEN 'required'
    WHEN NOT regexp_full_match(t1, '[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)(?:[eE][+-]?[0-9]+)?') THEN 'invalid_number'
    WHEN f1 IS NULL OR isinf(f1) THEN 'out_of_range'
    WHEN f1 < CAST('-90' AS DOUBLE) THEN 'below_minimum'
    WHEN f1 > CAST('90' AS DOUBLE) THEN 'above_maximum'
    END END AS e1,
  CASE WHEN s2 THEN q2 ELSE CASE WHEN t2 IN ('') THEN CAST(NULL AS DOUBLE) ELSE f2 END END AS v2,
  CASE WHEN s2 THEN CASE WHEN q2 < CAST('-180' AS DOUBLE) THEN 'below_minimum' WHEN q2 > CAST('180' AS DOUBLE) THEN 'above_maximum' END ELSE CASE
    WHEN t2 IN ('') THEN 'required'
    WHEN NOT regexp_full_match(t2, '[+-]?(?:[0-9]+(?:[.][0-9]*)?|[.][0-9]+)(?:[eE][+-]?[0-9]+)?') THEN 'invalid_number'
    WHEN f2 IS NULL OR isinf(f2) THEN 'out_of_range'
    WHEN f2 < CAST('-180' AS DOUBLE) THEN 'below_minimum'
    WHEN f2 > CAST('180' AS DOUBLE) THEN 'above_maximum'
    END END AS e2,
  c3 AS v3,
  CASE
    WHEN c3 IS NULL THEN 'required'
    WHEN strlen(c3) > 60 THEN 'too_long'
    END AS e3,
  c4 AS v4,
  CASE
    WHEN c4 IS NULL THEN 'required'
    WHEN strlen(c4) > 2 THEN 'too_long'
    END AS e4,
  c5 AS v5,
  CASE
    WHEN c5 IS NULL THEN NULL
    WHEN strlen(c5) > 60 THEN 'too_long'
    END AS e5
FROM layer4)
SELECT
  CAST(n AS BIGINT) AS _record,
  CASE WHEN coalesce(e0, e1, e2, e3, e4, e5) IS NOT NULL THEN list_filter([{'column': 'zip_code', 'reason': e0}, {'column': 'latitude', 'reason': e1}, {'column': 'longitude', 'reason': e2}, {'column': 'city', 'reason': e3}, {'column': 'state', 'reason': e4}, {'column': 'county', 'reason': e5}]::STRUCT("column" VARCHAR, reason VARCHAR)[], lambda e: e.reason IS NOT NULL) END AS _errors,
  CAST(v0 AS VARCHAR) AS "zip_code",
  CAST(v1 AS DOUBLE) AS "latitude",
  CAST(v2 AS DOUBLE) AS "longitude",
  CAST(v3 AS VARCHAR) AS "city",
  CAST(v4 AS VARCHAR) AS "state",
  CAST(v5 AS VARCHAR) AS "county"
FROM layer5;

SELECT "zip_code", "latitude", "longitude", "city", "state", "county", _record, _errors
FROM "typed"
ORDER BY _errors IS NOT NULL, "state" ASC NULLS LAST, "city" ASC NULLS LAST, _record;
