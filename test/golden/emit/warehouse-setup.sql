-- lake-schema
CREATE EXTERNAL SCHEMA IF NOT EXISTS "lake"
FROM DATA CATALOG DATABASE 'sluice_dev'
REGION 'eu-west-1'
IAM_ROLE 'arn:aws:iam::000000000000:role/lake';

-- marts-schema
CREATE SCHEMA IF NOT EXISTS "marts";

-- sluice-reader-role
CREATE ROLE "sluice_reader";

-- sluice-refresher-role
CREATE ROLE "sluice_refresher";

-- sluice-reader-uses-lake
GRANT USAGE ON SCHEMA "lake" TO ROLE "sluice_reader";

-- sluice-reader-uses-marts
GRANT USAGE ON SCHEMA "marts" TO ROLE "sluice_reader";

-- sluice-refresher-uses-lake
GRANT USAGE ON SCHEMA "lake" TO ROLE "sluice_refresher";

-- sluice-refresher-uses-marts
GRANT USAGE ON SCHEMA "marts" TO ROLE "sluice_refresher";

-- create-road-tolls-9dedce9
CREATE TABLE IF NOT EXISTS marts.tolls (day date, toll decimal(18, 2));

-- sluice-reader-tables-dd2005f
GRANT SELECT ON ALL TABLES IN SCHEMA "marts" TO ROLE "sluice_reader";

-- sluice-refresher-tables-dd2005f
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA "marts" TO ROLE "sluice_refresher";
