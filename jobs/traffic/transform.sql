-- Measurements of single lanes, filed by the hour of their arrival, to a row a location and minute, filed by the local
-- hour of their measurement. In Athena's SQL; transformQuery.ts fills each :name with a quoted name, a literal or a test.
WITH

-- Records that arrived when those of the range, and of the look-back before it, can have. The hours are in UTC. Any
-- column may be text, as a crawler finds it; a field that is none of its type is null.
-- `arrival` is the first minute of the hour of arrival, in minutes of the Unix epoch as `minute` is.
-- Speeds and shares are whole thousandths from here on: their sums are exact, in whatever order an engine adds them.
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
  FROM :raw
  WHERE :arrivals
),

-- Without measurements that failed: equipment writes no speed, a negative one, or one above 250 that codes the reason.
-- And without those that arrived too late, or two hours before they were measured: which ones a query finds must not
-- depend on the range that it is for.
measured AS (
  SELECT *
  FROM source
  WHERE minute BETWEEN to_unixtime(from_iso8601_timestamp(:look_back)) / 60
      AND to_unixtime(from_iso8601_timestamp(:last_minute)) / 60
    AND arrival - minute BETWEEN -119 AND :lateness
    AND speed BETWEEN 0 AND 250000
    AND (occupancy IS NULL OR occupancy BETWEEN 0 AND 100000)
),

-- A lane has one measurement a minute. Of several the least counts, by its values from the first to the last, so that
-- it is the same whatever file each was in.
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

-- Lanes become locations: the mean speed of the vehicles, or that of the lanes where none was counted.
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
  JOIN :locations l ON try_cast(l.uniqueId AS bigint) = v.unique_id
  GROUP BY l.location, v.minute
),

-- A series that is interrupted for more than an hour begins anew. So the 19 measurements before one are at most 19 hours
-- older: with a look-back of 20 hours each row is the same however days are split into statements.
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

-- A jam is a mean of up to 40 km/h; all above, 40.5 too, is none, up to 250.
indicators AS (
  SELECT
    *,
    CASE WHEN speed3 BETWEEN 0 AND 40000 THEN 1 WHEN speed3 > 40000 AND speed3 <= 250000 THEN 0 ELSE -1 END AS jam,
    CASE WHEN speed20 BETWEEN 0 AND 40000 THEN 1 WHEN speed20 > 40000 AND speed20 <= 250000 THEN 0 ELSE -1 END AS jam_long,
    CASE WHEN speed - previous_speed >= 20000 THEN 1 WHEN speed - previous_speed <= -20000 THEN -1 ELSE 0 END AS speed_diff,
    from_unixtime(minute * 60) AS measured_at
  FROM windows
  WHERE minute >= to_unixtime(from_iso8601_timestamp(:first_minute)) / 60
),
zoned AS (
  SELECT *, measured_at AT TIME ZONE :zone AS local_time
  FROM indicators
)

-- The columns of trafficSpeeds.ts. The hour that a zone's clock repeats is one partition.
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
