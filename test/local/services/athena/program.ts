import * as aws from "@pulumi/aws";

/** A small lake in two regions, the workgroups that query it, and a machine that runs a query to its end. */
const near = "eu-west-1";
const far = "eu-central-1";
const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [] });
const role = new aws.iam.Role("queries", { name: "queries", assumeRolePolicy });

const parquet = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
const lazy = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";
const quoted = "org.apache.hadoop.hive.serde2.OpenCSVSerde";
const json = "org.openx.data.jsonserde.JsonSerDe";

const hours = ["year", "month", "day", "hour"];
const bigints = hours.map((name) => [name, "bigint"] as const);
const strings = hours.map((name) => [name, "string"] as const);
const events = [
  ["uniqueid", "bigint"],
  ["originaltimestamp", "string"],
  ["currentspeed", "double"],
] as const;

type Columns = readonly (readonly [name: string, type: string])[];
interface Table {
  readonly columns: Columns;
  readonly keys: Columns;
  readonly library: string;
  readonly serde?: Record<string, string>;
  readonly parameters?: Record<string, string>;
}

const tables: Record<string, Table> = {
  raw: {
    columns: events,
    keys: strings,
    library: lazy,
    serde: { "field.delim": "," },
    parameters: { "skip.header.line.count": "1" },
  },
  quoted: {
    columns: [
      ["name", "string"],
      ["n", "int"],
      ["seen", "timestamp"],
      ["on_day", "date"],
    ],
    keys: [],
    library: quoted,
    parameters: { "skip.header.line.count": "1" },
  },
  lines: { columns: events, keys: bigints, library: json, serde: { paths: "uniqueId" } },
  places: {
    columns: [
      ["uniqueid", "bigint"],
      ["location", "string"],
    ],
    keys: [],
    library: parquet,
  },
  speeds: {
    columns: [
      ["location", "varchar(20)"],
      ["recorded_at", "timestamp"],
      ["speed", "double"],
      ["lanes", "int"],
      ["is_jam", "boolean"],
    ],
    keys: bigints,
    library: parquet,
    parameters: { "parquet.compression": "SNAPPY" },
  },
};

function named(columns: Columns) {
  return columns.map(([name, type]) => ({ name, type }));
}

function lake(region: string): void {
  const bucket = new aws.s3.Bucket(`lake-${region}`, { bucket: `lake-${region}`, region });
  const database = new aws.glue.CatalogDatabase(`db-${region}`, { name: "traffic", region });
  for (const [name, { columns, keys, library, serde, parameters }] of Object.entries(tables)) {
    const serDeInfo = { serializationLibrary: library, parameters: serde ?? {} };
    const location = bucket.bucket.apply((given) => `s3://${given}/${name}/`);
    new aws.glue.CatalogTable(`${name}-${region}`, {
      name,
      region,
      databaseName: database.name,
      parameters: parameters ?? {},
      partitionKeys: named(keys),
      storageDescriptor: { location, columns: named(columns), serDeInfo },
    });
  }
  const resultConfiguration = { outputLocation: bucket.bucket.apply((given) => `s3://${given}/results`) };
  new aws.athena.Workgroup(`queries-${region}`, { name: "queries", region, configuration: { resultConfiguration } });
  new aws.athena.Workgroup(`frugal-${region}`, {
    name: "frugal",
    region,
    configuration: { resultConfiguration, bytesScannedCutoffPerQuery: 10_485_760 },
  });
}

lake(near);
lake(far);

const task = (action: string, Arguments: object) => ({
  Type: "Task",
  Resource: `arn:aws:states:::aws-sdk:athena:${action}`,
  Arguments,
});
const start = {
  QueryString: "{% $states.input.sql %}",
  QueryExecutionContext: { Database: "traffic" },
  WorkGroup: "queries",
};
const id = {
  QueryExecutionId:
    "{% $states.input.QueryExecutionId ? $states.input.QueryExecutionId : $states.input.QueryExecution.QueryExecutionId %}",
};
const states = ["SUCCEEDED", "FAILED", "CANCELLED"];
const ended = {
  Condition: `{% $states.input.QueryExecution.Status.State in ${JSON.stringify(states)} %}`,
  Next: "Done",
};
new aws.sfn.StateMachine("polls", {
  name: "polls",
  roleArn: role.arn,
  definition: JSON.stringify({
    QueryLanguage: "JSONata",
    StartAt: "Start",
    States: {
      Start: { ...task("startQueryExecution", start), Next: "Get" },
      Get: { ...task("getQueryExecution", id), Next: "Ended" },
      Ended: { Type: "Choice", Choices: [ended], Default: "Get" },
      Done: { Type: "Succeed" },
    },
  }),
});

new aws.sfn.StateMachine("waits", {
  name: "waits",
  roleArn: role.arn,
  definition: JSON.stringify({
    QueryLanguage: "JSONata",
    StartAt: "Query",
    States: {
      Query: {
        Type: "Task",
        Resource: "arn:aws:states:::athena:startQueryExecution.sync",
        Arguments: start,
        TimeoutSeconds: "{% $states.input.timeout %}",
        End: true,
      },
    },
  }),
});
