import { beforeAll, describe, expect, it } from "vitest";
import { glueTable } from "../../core/emit/glueTable.ts";
import { warehouseSetup } from "../../core/emit/warehouseSetup.ts";
import { registry } from "../../datasets/registry.ts";
import type { Graph } from "../../local/program/Graph.ts";
import { loadStack } from "./loadStack.ts";
import { deployed, kindOf, ofKind, only, statementsOf } from "./resources.ts";

// Other regions than those of the checked-in stack, so that a region written into the program would show.
const near = "eu-central-1";
const far = "ap-southeast-2";
const regions = [near, far];
const lakeOf = { [near]: "csv-lake-near-lake", [far]: "csv-lake-far-lake" };
let graph: Graph;

beforeAll(async () => {
  graph = await loadStack({ "aws:region": near, "sluice:farRegion": far });
});

const named = (kind: string, name: string) => only(graph, kind, name);
const inputsOf = (kind: string) => ofKind(graph, kind).map(({ inputs }) => inputs);
const warehouseOf = (role: string) => ({
  workgroup: `csv-lake-${role}-test`,
  database: "sluice",
  readerRole: named("Role", `csv-lake-${role}-reader`).outputs.arn,
});
const arnsIn = (text: unknown) => String(text).match(/arn:aws:[^"\s]*/g) ?? [];
const regionsIn = (arns: readonly string[]) =>
  [...new Set(arns.map((arn) => arn.split(":")[3] ?? ""))].filter((region) => region !== "");

describe("the program's names", () => {
  it("are of one resource each, so that a role, a log or a call is never taken for another's", () => {
    // The settings of a bucket or queue go by the id of that; a function's policy by its role's.
    const own = deployed(graph).map((resource) => `${kindOf(resource)} ${resource.region} ${resource.id}`);
    expect(own.filter((id, index) => own.indexOf(id) !== index)).toEqual([]);
  });

  it("are what the outputs tell of", () => {
    expect(graph.outputs).toEqual({
      traffic: {},
      landingBucket: named("Bucket", "csv-lake-landing").id,
      lakes: { [near]: named("Bucket", lakeOf[near] ?? "").id, [far]: named("Bucket", lakeOf[far] ?? "").id },
      databases: { [near]: "sluice_test", [far]: "sluice_test" },
      warehouses: {
        [near]: warehouseOf("near"),
        [far]: warehouseOf("far"),
      },
      mainMachine: named("StateMachine", "csv-lake").outputs.arn,
      regionMachines: {
        [near]: named("StateMachine", "csv-lake-near").outputs.arn,
        [far]: named("StateMachine", "csv-lake-far").outputs.arn,
      },
      alertsTopics: {
        [near]: named("Topic", "csv-lake-near-alerts").outputs.arn,
        [far]: named("Topic", "csv-lake-far-alerts").outputs.arn,
      },
      deadLetterQueues: ["landing", "overdue", "near-failures", "far-failures"].map(
        (name) => named("Queue", `csv-lake-${name}-dead`).outputs.arn,
      ),
    });
  });
});

describe("the program's regions", () => {
  it("are aws:region and sluice:farRegion alone", () => {
    expect(graph.regions()).toEqual([...regions].sort());
  });

  it("hold, in the far one, a lake, a catalog and what publishes there, and nothing else", () => {
    const names = deployed(graph).flatMap((each) => (each.region === far ? [`${kindOf(each)} ${each.name}`] : []));
    const tables = [...registry.keys()].flatMap((dataset) => [dataset, `${dataset}_rejects`]);
    const perFunction = (name: string) => ["LogGroup", "Function"].map((kind) => `${kind} csv-lake-far-${name}`);
    const ofLake = ["", "PublicAccessBlock", "ServerSideEncryptionConfiguration", "LifecycleConfiguration"];
    expect(names.filter((name) => !name.startsWith("Vpc")).sort()).toEqual(
      [
        ...ofLake.map((part) => `Bucket${part} csv-lake-far-lake`),
        "CatalogDatabase csv-lake-far-catalog",
        ...tables.map((table) => `CatalogTable csv-lake-far-catalog-${table}`),
        ...perFunction("commit"),
        ...perFunction("register"),
        ...["", "-failures-ended"].map((part) => `StateMachine csv-lake-far${part}`),
        "Crawler csv-lake-far-lake",
        ...["Topic", "TopicPolicy"].map((kind) => `${kind} csv-lake-far-alerts`),
        ...["EventRule", "EventTarget"].map((kind) => `${kind} csv-lake-far-failures`),
        ...["MetricAlarm", "Queue", "QueuePolicy"].map((kind) => `${kind} csv-lake-far-failures-dead`),
        "MetricAlarm csv-lake-far-failures-untold",
        ...["Namespace", "SecurityGroup", "UsageLimit", "Workgroup"].map((kind) => `${kind} csv-lake-far`),
        ...warehouseSetup([...registry.values()]).map(({ name }) => `Statement csv-lake-far-${name}`),
      ].sort(),
    );
  });

  it("hold, in the near one, the same of its own", () => {
    const half = (role: string, region: string) =>
      deployed(graph)
        .filter((each) => each.region === region && each.name.startsWith(`csv-lake-${role}`) && kindOf(each) !== "Role")
        .filter((each) => kindOf(each) !== "RolePolicy" && each.name !== "csv-lake-far-region")
        .map((each) => `${kindOf(each)} ${each.name.replace(role, "")}`)
        .sort();
    expect(half("near", near)).toEqual(half("far", far));
  });

  it("are not crossed by any machine's definition, since Step Functions calls no service of another region", () => {
    const machines = ofKind(graph, "StateMachine");
    const ended = ["far", "near"].map((role) => `csv-lake-${role}-failures-ended`);
    const names = ["csv-lake", "csv-lake-far", "csv-lake-near", ...ended].sort();
    expect(machines.map(({ name }) => name).sort()).toEqual(names);
    for (const machine of machines) {
      // What a mail says of places is text, and the far region's machine may be in it.
      const { Places: _, ...states } = JSON.parse(String(machine.inputs.definition)).States;
      expect(regionsIn(arnsIn(JSON.stringify(states))), machine.name).toEqual([machine.region]);
    }
  });
});

describe("every bucket", () => {
  it("is closed to the public and encrypted", () => {
    const buckets = ofKind(graph, "Bucket").map(({ id, region }) => ({ bucket: id, region }));
    expect(buckets).toHaveLength(4);
    const closed = {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    };
    expect(inputsOf("BucketPublicAccessBlock")).toEqual(buckets.map((each) => ({ ...each, ...closed })));
    const rules = [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }];
    expect(inputsOf("BucketServerSideEncryptionConfiguration")).toEqual(buckets.map((each) => ({ ...each, rules })));
  });

  it("that files land in keeps each version, and a lake, whose keys are never written twice, does not", () => {
    expect(inputsOf("BucketVersioning")).toEqual([
      { region: near, bucket: graph.outputs.landingBucket, versioningConfiguration: { status: "Enabled" } },
    ]);
  });

  it("loses, in a lake, what runs staged after 30 days, everywhere uploads that nobody completed, and nothing else", () => {
    const lakes = Object.values(graph.outputs.lakes as Record<string, string>);
    const abandoned = {
      status: "Enabled",
      filter: { prefix: "" },
      abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
    };
    const staged = { status: "Enabled", filter: { prefix: "staging/" }, expiration: { days: 30 } };
    const rulesOf = Object.fromEntries(
      inputsOf("BucketLifecycleConfiguration").map(({ bucket, rules }) => [bucket, rules]),
    );
    expect(Object.keys(rulesOf)).toHaveLength(4);
    for (const [bucket, rules] of Object.entries(rulesOf)) {
      const promised = lakes.includes(bucket) ? [abandoned, staged] : [abandoned];
      expect(rules).toEqual(promised.map((rule) => expect.objectContaining(rule)));
    }
  });
});

describe("what lands", () => {
  it("is told to the queue, which only the landing bucket may send to", () => {
    const queue = named("Queue", "csv-lake-landing");
    expect(inputsOf("BucketNotification")).toEqual([
      {
        region: near,
        bucket: graph.outputs.landingBucket,
        queues: [{ queueArn: queue.outputs.arn, events: ["s3:ObjectCreated:*"] }],
      },
    ]);
    const { queueUrl, policy } = named("QueuePolicy", "csv-lake-landing").inputs;
    expect(queueUrl).toBe(queue.outputs.url);
    expect(statementsOf(policy)).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "s3.amazonaws.com" },
        Action: ["sqs:SendMessage"],
        Resource: [queue.outputs.arn],
        Condition: {
          StringEquals: { "aws:SourceAccount": "000000000000" },
          ArnEquals: { "aws:SourceArn": named("Bucket", "csv-lake-landing").outputs.arn },
        },
      },
    ]);
  });

  it("is tried three times and then kept in a dead-letter queue of the region, both for 14 days", () => {
    const queue = named("Queue", "csv-lake-landing");
    const dead = named("Queue", "csv-lake-landing-dead");
    const deadLetterTargetArn = dead.outputs.arn;
    expect(JSON.parse(String(queue.inputs.redrivePolicy))).toEqual({ deadLetterTargetArn, maxReceiveCount: 3 });
    expect([queue, dead].map(({ inputs }) => inputs.messageRetentionSeconds)).toEqual([1_209_600, 1_209_600]);
  });

  it("is hidden from other readers for six times the trigger's time limit, and fails message by message", () => {
    const trigger = named("Function", "csv-lake-trigger");
    const queue = named("Queue", "csv-lake-landing");
    expect(queue.inputs.visibilityTimeoutSeconds).toBe(6 * Number(trigger.inputs.timeout));
    expect(inputsOf("EventSourceMapping")).toEqual([
      {
        region: near,
        eventSourceArn: queue.outputs.arn,
        functionName: trigger.outputs.arn,
        batchSize: 10,
        functionResponseTypes: ["ReportBatchItemFailures"],
      },
    ]);
  });
});

describe("each region's catalog", () => {
  it.each(regions)("of %s has the rows and the rejects of every dataset, in that region's lake", (region) => {
    const bucket = (graph.outputs.lakes as Record<string, string>)[region];
    const tables = ofKind(graph, "CatalogTable").filter((table) => table.region === region);
    const declared = tables.map(({ inputs }) => {
      const { location, columns } = inputs.storageDescriptor as { location: string; columns: unknown };
      return { database: inputs.databaseName, name: inputs.name, location, columns, keys: inputs.partitionKeys };
    });
    const promised = [...registry.values()].flatMap((contract) =>
      (["rows", "rejects"] as const).map((content) => {
        const { name, columns, partitionKeys } = glueTable(contract, content);
        const location = `s3://${bucket}/${content}/${contract.name}/`;
        return { database: "sluice_test", name, location, columns, keys: partitionKeys };
      }),
    );
    const byName = (a: { name: unknown }, b: { name: unknown }) => String(a.name).localeCompare(String(b.name));
    expect(declared.sort(byName)).toEqual(promised.sort(byName));
  });
});

describe("the job", () => {
  it("is of the near region, has the workers that the stack's settings say, and writes to each region's lake", () => {
    const { inputs, region } = named("Job", "csv-lake-convert-spark");
    expect([region, inputs.workerType, inputs.numberOfWorkers]).toEqual([near, "G.1X", 3]);
    const { "--targets": targets, "--conf": conf } = inputs.defaultArguments as Record<string, string>;
    const lakes = graph.outputs.lakes as Record<string, string>;
    expect(JSON.parse(targets ?? "")).toEqual(regions.map((each) => ({ region: each, bucket: lakes[each] })));
    const landing = { bucket: graph.outputs.landingBucket, region: near };
    const code = { bucket: named("Bucket", "csv-lake-spark").id, region: near };
    const ofLakes = regions.map((each) => ({ bucket: lakes[each], region: each }));
    for (const { bucket, region } of [landing, code, ...ofLakes])
      expect(conf).toContain(`spark.hadoop.fs.s3a.bucket.${bucket}.endpoint.region=${region}`);
  });

  it("finds the plan of each dataset where the main machine looks for it", () => {
    const { States } = JSON.parse(String(named("StateMachine", "csv-lake").inputs.definition));
    const { plans } = States.SparkPlans.Assign.sparkPlans;
    const bucket = named("Bucket", "csv-lake-spark").id;
    const keys = ofKind(graph, "BucketObjectv2").map(({ inputs }) => `s3://${inputs.bucket}/${inputs.key}`);
    for (const { name, hash } of registry.values()) expect(keys).toContain(`${plans}${name}-${hash}.json`);
    expect(plans).toBe(`s3://${bucket}/plans/`);
  });
});

describe("every function", () => {
  it("has the time, memory (MiB) and disk (MiB) that its work takes", () => {
    const limits = ofKind(graph, "Function").map(({ name, inputs }) => {
      const { timeout, memorySize, ephemeralStorage } = inputs;
      return [name, [timeout, memorySize, (ephemeralStorage as { size: number }).size]];
    });
    expect(Object.fromEntries(limits)).toEqual({
      "csv-lake-trigger": [30, 512, 512],
      "csv-lake-convert-inline": [300, 1769, 512],
      "csv-lake-convert-duckdb": [900, 3538, 10_240],
      "csv-lake-find-staged": [900, 3538, 10_240],
      "csv-lake-compare-schema": [60, 512, 512],
      "csv-lake-overdue": [60, 512, 512],
      "csv-lake-verify": [900, 3538, 10_240],
      "csv-lake-far-region": [60, 512, 512],
      "csv-lake-near-commit": [300, 512, 512],
      "csv-lake-near-register": [60, 512, 512],
      "csv-lake-far-commit": [300, 512, 512],
      "csv-lake-far-register": [60, 512, 512],
    });
  });

  it("runs on Node 24 and on the processor that DuckDB's binding is packed for", () => {
    const runtimes = inputsOf("Function").map(({ runtime, architectures, handler }) => [
      runtime,
      architectures,
      handler,
    ]);
    expect(new Set(runtimes.map(String))).toEqual(new Set(["nodejs24.x,x86_64,index.handler"]));
  });

  it("writes JSON to a log group of its own, which keeps it for 30 days", () => {
    for (const { name, inputs, region } of ofKind(graph, "Function")) {
      const log = named("LogGroup", name);
      expect(log.inputs).toEqual({ region, retentionInDays: 30 });
      expect(inputs.loggingConfig).toEqual({ logFormat: "JSON", logGroup: log.outputs.name });
    }
  });

  it("of a region works in that region's lake and catalog alone", () => {
    const lakes = graph.outputs.lakes as Record<string, string>;
    for (const region of regions) {
      const role = region === near ? "near" : "far";
      for (const step of ["commit", "register"]) {
        const { inputs } = named("Function", `csv-lake-${role}-${step}`);
        const { SLUICE_LAKE } = (inputs.environment as { variables: Record<string, string> }).variables;
        expect(SLUICE_LAKE).toBe(lakes[region]);
        const arns = arnsIn(named("RolePolicy", `csv-lake-${role}-${step}`).inputs.policy);
        expect(regionsIn(arns)).toEqual([region]);
        const buckets = arns.filter((arn) => arn.startsWith("arn:aws:s3:::")).map((arn) => arn.split(/:::|\//)[1]);
        expect(new Set(buckets)).toEqual(new Set([lakes[region]]));
      }
    }
  });
});
