INSERT INTO "sluice"."traffic"
WITH

source AS (
  SELECT
    cast(to_unixtime(from_iso8601_timestamp(concat(
      year, '-', lpad(month, 2, '0'), '-', lpad(day, 2, '0'), 'T', lpad(hour, 2, '0'), ':00:00Z'
    ))) / 60 AS bigint) AS arrival,
    try_cast(uniqueId AS bigint) AS unique_id,
    try_cast(floor(to_unixtime(try(from_iso8601_timestamp(cast(originalTimestamp AS varchar)))) / 60) AS bigint) AS minute,
    floor(1000 * try_cast(currentSpeed AS double) + 0.5) AS speed,
    floor(1000 * try_cast(bezettingsgraad AS double) + 0.5) AS occupancy,
    coalesce(try_cast(trafficIntensityClass2 AS bigint), 0) AS class2,
    coalesce(try_cast(trafficIntensityClass3 AS bigint), 0) AS class3,
    coalesce(try_cast(trafficIntensityClass4 AS bigint), 0) AS class4,
    coalesce(try_cast(trafficIntensityClass5 AS bigint), 0) AS class5
  FROM "sluice_raw"."traffic_raw"
  WHERE ((year = '2024' AND month = '3' AND day = '29' AND hour IN ('3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '21', '22', '23'))
    OR (year = '2024' AND month = '3' AND day = '30')
    OR (year = '2024' AND month = '3' AND day = '31' AND hour IN ('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '21', '22')))
),

measured AS (
  SELECT *
  FROM source
  WHERE minute BETWEEN to_unixtime(from_iso8601_timestamp('2024-03-29T03:00:00.000Z')) / 60
      AND to_unixtime(from_iso8601_timestamp('2024-03-30T22:59:00.000Z')) / 60
    AND arrival - minute BETWEEN -119 AND 1440
    AND speed BETWEEN 0 AND 250000
    AND (occupancy IS NULL OR occupancy BETWEEN 0 AND 100000)
),

copies AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY unique_id, minute
      ORDER BY speed, occupancy, class2, class3, class4, class5
    ) AS copy
  FROM measured
),
valid AS (
  SELECT *, class2 + class3 + class4 + class5 AS vehicles
  FROM copies
  WHERE copy = 1
),

located AS (
  SELECT
    l.location,
    v.minute,
    floor(CASE
      WHEN sum(v.vehicles) > 0 THEN sum(v.speed * v.vehicles) / cast(sum(v.vehicles) AS double)
      ELSE avg(v.speed)
    END + 0.5) AS speed,
    floor(avg(v.occupancy) + 0.5) AS occupancy,
    count(*) AS lanes,
    cast(sum(v.class2) AS bigint) AS class2,
    cast(sum(v.class3) AS bigint) AS class3,
    cast(sum(v.class4) AS bigint) AS class4,
    cast(sum(v.class5) AS bigint) AS class5
  FROM valid v
  JOIN "sluice_raw"."traffic_locations" l ON try_cast(l.uniqueId AS bigint) = v.unique_id
  GROUP BY l.location, v.minute
),

gaps AS (
  SELECT *, minute - lag(minute) OVER (PARTITION BY location ORDER BY minute) AS gap
  FROM located
),
series AS (
  SELECT
    *,
    count(CASE WHEN gap > 60 THEN 1 END) OVER (
      PARTITION BY location ORDER BY minute ROWS UNBOUNDED PRECEDING
    ) AS series
  FROM gaps
),
windows AS (
  SELECT
    *,
    lag(speed) OVER (PARTITION BY location, series ORDER BY minute) AS previous_speed,
    avg(speed) OVER (PARTITION BY location, series ORDER BY minute ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS speed3,
    avg(speed) OVER (PARTITION BY location, series ORDER BY minute ROWS BETWEEN 19 PRECEDING AND CURRENT ROW) AS speed20
  FROM series
),

indicators AS (
  SELECT
    *,
    CASE WHEN speed3 BETWEEN 0 AND 40000 THEN 1 WHEN speed3 > 40000 AND speed3 <= 250000 THEN 0 ELSE -1 END AS jam,
    CASE WHEN speed20 BETWEEN 0 AND 40000 THEN 1 WHEN speed20 > 40000 AND speed20 <= 250000 THEN 0 ELSE -1 END AS jam_long,
    CASE WHEN speed - previous_speed >= 20000 THEN 1 WHEN speed - previous_speed <= -20000 THEN -1 ELSE 0 END AS speed_diff,
    from_unixtime(minute * 60) AS measured_at
  FROM windows
  WHERE minute >= to_unixtime(from_iso8601_timestamp('2024-03-29T23:00:00.000Z')) / 60
),
zoned AS (
  SELECT *, measured_at AT TIME ZONE 'Europe/Brussels' AS local_time
  FROM indicators
)

SELECT
  location,
  cast(measured_at AT TIME ZONE 'UTC' AS timestamp) AS recorded_at,
  speed / 1000 AS current_speed,
  occupancy / 1000 AS occupancy,
  lanes,
  previous_speed / 1000 AS previous_speed,
  class2 AS traffic_intensity_class2,
  class3 AS traffic_intensity_class3,
  class4 AS traffic_intensity_class4,
  class5 AS traffic_intensity_class5,
  speed3 / 1000 AS avg_speed_3_minutes,
  speed20 / 1000 AS avg_speed_20_minutes,
  cast(jam AS integer) AS traffic_jam_indicator,
  cast(jam_long AS integer) AS traffic_jam_indicator_long,
  cast(speed_diff AS integer) AS speed_diff_indicator,
  cast(year(local_time) AS bigint) AS year,
  cast(month(local_time) AS bigint) AS month,
  cast(day(local_time) AS bigint) AS day,
  cast(hour(local_time) AS bigint) AS hour
FROM zoned
