CREATE EXTERNAL TABLE "lake"."birdstrikes" (
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
  "_source" varchar(1024),
  "_run" varchar(80)
)
PARTITIONED BY ("year" integer, "month" integer)
STORED AS PARQUET
LOCATION 's3://a-lake/rows/birdstrikes/';

CREATE EXTERNAL TABLE "lake"."birdstrikes_rejects" (
  "_source" varchar(1024),
  "_run" varchar(80),
  "record" bigint,
  "errors" array<struct<"column":varchar(65535), "reason":varchar(65535)>>,
  "raw" varchar(65535)
)
STORED AS PARQUET
LOCATION 's3://a-lake/rejects/birdstrikes/';
