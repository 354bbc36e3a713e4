import * as aws from "@pulumi/aws";

/** A program of what traffic's functions reach: raw files, their table as crawlers may have made it, and a lake. */
new aws.s3.Bucket("raw", { bucket: "raw" });
new aws.s3.Bucket("lake", { bucket: "lake" });

const measured = [
  "uniqueid",
  "currentspeed",
  "bezettingsgraad",
  ...[2, 3, 4, 5].map((n) => `trafficintensityclass${n}`),
];
const columns = [...measured.map((name) => ({ name, type: "bigint" })), { name: "originaltimestamp", type: "string" }];
const keys = ["year", "month", "day", "hour"];

function crawled(
  name: string,
  found: readonly { name: string; type: string }[],
  partitionKeys: readonly string[],
): void {
  const database = new aws.glue.CatalogDatabase(name, { name });
  new aws.glue.CatalogTable(name, {
    name: "traffic_raw",
    databaseName: database.name,
    tableType: "EXTERNAL_TABLE",
    partitionKeys: partitionKeys.map((key) => ({ name: key, type: "string" })),
    storageDescriptor: { location: "s3://raw/traffic_raw/", columns: [...found] },
  });
  new aws.glue.CatalogTable(`${name}-locations`, {
    name: "traffic_locations",
    databaseName: database.name,
    tableType: "EXTERNAL_TABLE",
    storageDescriptor: {
      location: "s3://raw/traffic_locations/",
      columns: ["uniqueid", "location", "zone"].map((column) => ({ name: column, type: "string" })),
    },
  });
}
crawled("agreeing", [...columns, { name: "remark", type: "string" }], keys);
crawled("drifted", [{ name: "uniqueid", type: "string" }, ...columns.slice(2)], ["partition_0"]);
new aws.glue.CatalogDatabase("empty", { name: "empty" });
