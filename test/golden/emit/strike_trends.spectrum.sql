CREATE EXTERNAL TABLE "lake"."strike_trends" (
  "airport" varchar(80),
  "aircraft" varchar(40),
  "damage" varchar(20),
  "flight_date" date,
  "operator" varchar(60),
  "origin_state" varchar(40),
  "phase_of_flight" varchar(20),
  "wildlife_size" varchar(10),
  "wildlife_species" varchar(60),
  "time_of_day" varchar(10),
  "cost_other" integer,
  "cost_repair" integer,
  "cost_total" integer,
  "speed_knots" integer,
  "operator_strikes3m" integer,
  "cost_usd" decimal(12,2),
  "_source" varchar(1024),
  "_run" varchar(80)
)
PARTITIONED BY ("year" integer)
STORED AS PARQUET
LOCATION 's3://a-lake/rows/strike_trends/';

CREATE EXTERNAL TABLE "lake"."strike_trends_rejects" (
  "_source" varchar(1024),
  "_run" varchar(80),
  "record" bigint,
  "errors" array<struct<"column":varchar(65535), "reason":varchar(65535)>>,
  "raw" varchar(65535)
)
STORED AS PARQUET
LOCATION 's3://a-lake/rejects/strike_trends/';
