CREATE EXTERNAL TABLE "lake"."readings" (
  "sensor_id" varchar(12),
  "taken_at" timestamp,
  "installed" date,
  "lane" smallint,
  "vehicles" integer,
  "odometer" bigint,
  "speed" real,
  "occupancy" double precision,
  "toll" decimal(9,2),
  "axle_load" decimal(5,1),
  "raining" boolean,
  "direction" varchar(5),
  "note" varchar(40),
  "_source" varchar(1024),
  "_run" varchar(80)
)
PARTITIONED BY ("year" integer, "month" integer, "day" integer)
STORED AS PARQUET
LOCATION 's3://a-lake/rows/readings/';

CREATE EXTERNAL TABLE "lake"."readings_rejects" (
  "_source" varchar(1024),
  "_run" varchar(80),
  "record" bigint,
  "errors" array<struct<"column":varchar(65535), "reason":varchar(65535)>>,
  "raw" varchar(65535)
)
STORED AS PARQUET
LOCATION 's3://a-lake/rejects/readings/';
