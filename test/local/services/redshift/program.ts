import * as aws from "@pulumi/aws";

/** A warehouse over a small lake, in each of two regions. */
const near = "eu-west-1";
const far = "eu-central-1";
const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
const roles = { reads: "sluice_reader", refreshes: "sluice_refresher", inherits: "heir:unknown_role" };
const made = Object.entries(roles).map(
  ([name, RedshiftDbRoles]) => new aws.iam.Role(name, { name, assumeRolePolicy, tags: { RedshiftDbRoles } }),
);
new aws.iam.Role("untagged", { name: "untagged", assumeRolePolicy });

const setup = (database: string): [name: string, sql: string][] => [
  ["lake", `CREATE EXTERNAL SCHEMA IF NOT EXISTS "lake" FROM DATA CATALOG DATABASE '${database}' IAM_ROLE 'arn:role'`],
  ["marts", "CREATE SCHEMA IF NOT EXISTS marts"],
  ["reader", "CREATE ROLE sluice_reader"],
  ["refresher", "CREATE ROLE sluice_refresher"],
  ["heir", "CREATE ROLE heir"],
  ["heir-reads", "GRANT ROLE sluice_reader TO ROLE heir"],
  ["use-lake", "GRANT USAGE ON SCHEMA lake TO ROLE sluice_reader, ROLE sluice_refresher"],
  ["use-marts", "GRANT USAGE ON SCHEMA marts TO ROLE sluice_reader, ROLE sluice_refresher"],
  [
    "daily",
    "CREATE TABLE marts.daily (day date NOT NULL, sensor varchar(5) ENCODE zstd, n int DEFAULT 0, PRIMARY KEY (day))",
  ],
  ["select", "GRANT SELECT ON ALL TABLES IN SCHEMA marts TO ROLE sluice_reader, ROLE sluice_refresher"],
  ["change", "GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA marts TO ROLE sluice_refresher"],
];

function warehouse(region: string): void {
  const named = (name: string) => `${name}-${region}`;
  const bucket = new aws.s3.Bucket(named("lake"), { bucket: named("lake"), region });
  const database = new aws.glue.CatalogDatabase(named("db"), { name: "glue_db", region });
  const columns = [
    ["id", "bigint"],
    ["sensor", "varchar(5)"],
    ["lane", "smallint"],
    ["vehicles", "int"],
    ["speed", "float"],
    ["occupancy", "double"],
    ["toll", "decimal(9,2)"],
    ["raining", "boolean"],
    ["installed", "date"],
    ["taken_at", "timestamp"],
    ["errors", "array<struct<column:string,reason:string>>"],
  ].map(([name = "", type = ""]) => ({ name, type }));
  for (const [name, partitionKeys] of [
    ["readings", [{ name: "year", type: "int" }]],
    ["whole", []],
  ] as const) {
    const location = bucket.bucket.apply((lake) => `s3://${lake}/rows/${name}/`);
    const storageDescriptor = { location, columns };
    new aws.glue.CatalogTable(named(name), {
      name,
      region,
      databaseName: database.name,
      partitionKeys: [...partitionKeys],
      storageDescriptor,
    });
  }
  const dbName = "sluice";
  const space = new aws.redshiftserverless.Namespace(named("space"), {
    namespaceName: "space",
    dbName,
    region,
    manageAdminPassword: true,
  });
  const group = new aws.redshiftserverless.Workgroup(named("group"), {
    workgroupName: "group",
    namespaceName: space.namespaceName,
    region,
  });
  const { workgroupName } = group;
  for (const [name, sql] of setup("glue_db")) {
    new aws.redshiftdata.Statement(named(name), {
      workgroupName,
      database: dbName,
      sql,
      region,
      secretArn: space.adminPasswordSecretArn,
    });
  }
}

warehouse(near);
warehouse(far);

/** Runs the statement that it is given, by the SDK integration, and describes it until it has ended. */
const task = (action: string, Arguments: object) => ({
  Type: "Task",
  Resource: `arn:aws:states:::aws-sdk:redshiftdata:${action}`,
  Arguments,
});
const statement = {
  WorkgroupName: "group",
  Database: "sluice",
  Sql: "{% $states.input.sql %}",
  Parameters: "{% $states.input.parameters %}",
};
const ended = { Condition: "{% $states.input.Status in ['FINISHED', 'FAILED'] %}", Next: "Done" };
new aws.sfn.StateMachine("refresh", {
  name: "refresh",
  roleArn: made[1]?.arn ?? "",
  definition: JSON.stringify({
    QueryLanguage: "JSONata",
    StartAt: "Execute",
    States: {
      Execute: { ...task("executeStatement", statement), Next: "Describe" },
      Describe: { ...task("describeStatement", { Id: "{% $states.input.Id %}" }), Next: "Ended" },
      Ended: { Type: "Choice", Choices: [ended], Default: "Describe" },
      Done: { Type: "Succeed" },
    },
  }),
});
