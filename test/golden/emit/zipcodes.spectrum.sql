CREATE EXTERNAL TABLE "lake"."zipcodes" (
  "zip_code" varchar(5),
  "latitude" double precision,
  "longitude" double precision,
  "city" varchar(60),
  "state" varchar(2),
  "county" varchar(60),
  "_source" varchar(1024),
  "_run" varchar(80)
)
STORED AS PARQUET
LOCATION 's3://a-lake/rows/zipcodes/';

CREATE EXTERNAL TABLE "lake"."zipcodes_rejects" (
  "_source" varchar(1024),
  "_run" varchar(80),
  "record" bigint,
  "errors" array<struct<"column":varchar(65535), "reason":varchar(65535)>>,
  "raw" varchar(65535)
)
STORED AS PARQUET
LOCATION 's3://a-lake/rejects/zipcodes/';
