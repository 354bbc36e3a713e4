import { csv } from "../../core/contract/csv.ts";
import { dataset } from "../../core/contract/dataset.ts";
import { t } from "../../core/contract/t.ts";
import { flow } from "../../core/flow/flow.ts";
import { Alerts } from "../../infra/Alerts.ts";
import { Catalog } from "../../infra/Catalog.ts";
import { Crawler } from "../../infra/Crawler.ts";
import { Fn } from "../../infra/Fn.ts";
import { Lake } from "../../infra/Lake.ts";
import { Landing } from "../../infra/Landing.ts";
import { Machine } from "../../infra/Machine.ts";
import { Warehouse } from "../../infra/Warehouse.ts";

/** A program that changes something of each resource that a component lets it change. */
const region = "eu-north-1";
const tags = { team: "roads" };
const signs = dataset("signs", { source: csv(), columns: { id: t.int() } });
const nothing = flow<unknown, unknown>("nothing", (f) => f.succeed("Done", {}));

new Fn("fn", {
  handler: "trigger",
  region,
  memory: 512,
  transform: {
    function: { memorySize: 2048, tracingConfig: { mode: "Active" } },
    role: { permissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess" },
    logGroup: (args) => ({ ...args, retentionInDays: 2 * Number(args.retentionInDays) }),
  },
});
new Machine("machine", {
  region,
  flow: nothing,
  arns: {},
  databaseRoles: ["sluice_refresher"],
  transform: {
    machine: { tracingConfiguration: { enabled: true } },
    role: (args) => ({ ...args, tags: { ...args.tags, ...tags } }),
  },
});
new Alerts("alerts", { region, transform: { topic: { displayName: "Sluice" } } });
new Landing("landing", {
  region,
  consumerTimeout: 5,
  transform: { bucket: { tags }, queue: { tags }, deadLetterQueue: { messageRetentionSeconds: 3600 } },
});
const lake = new Lake("lake", {
  region,
  transform: {
    bucket: { tags },
    encryption: { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }] },
  },
});
const catalog = new Catalog("catalog", {
  region,
  database: "roads",
  contracts: [signs],
  bucket: lake.bucket,
  transform: { database: { description: "Roads" }, table: (args) => ({ ...args, owner: "roads" }) },
});
new Crawler("crawler", {
  region,
  crawls: {
    kind: "committed",
    lakeArn: lake.arn,
    database: catalog.database,
    databaseArn: catalog.databaseArn,
    tables: ["signs"],
  },
  transform: { crawler: { tags }, role: { tags } },
});
new Crawler("landed", {
  region,
  crawls: {
    kind: "landed",
    bucket: lake.bucket,
    bucketArn: lake.arn,
    prefixes: ["signs"],
    dialects: [csv()],
    database: "signs",
  },
  transform: { classifier: { name: "signs" } },
});
new Warehouse("warehouse", {
  region,
  reads: { lakeArn: lake.arn, database: catalog.database, catalogArns: catalog.readableArns },
  contracts: [],
  transform: {
    namespace: { logExports: ["userlog"] },
    workgroup: { trackName: "trailing" },
    usageLimit: { breachAction: "emit-metric" },
    lakeRole: { tags },
    readerRole: { maxSessionDuration: 7200 },
    network: { vpc: { cidrBlock: "10.9.0.0/16" }, securityGroup: { tags } },
  },
});
