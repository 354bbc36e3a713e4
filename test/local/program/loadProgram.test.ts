import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Graph } from "../../../local/program/Graph.ts";
import { loadProgram } from "../../../local/program/loadProgram.ts";
import { bucketSpecs } from "../../../local/program/specs/bucketSpecs.ts";
import { catalogSpecs } from "../../../local/program/specs/catalogSpecs.ts";
import { functionSpecs } from "../../../local/program/specs/functionSpecs.ts";
import { queueSpecs } from "../../../local/program/specs/queueSpecs.ts";
import { loadFixture } from "../fixtures/loadFixture.ts";

// Programs resolve @pulumi packages from where they lie, so those of these tests lie in the project.
const here = fileURLToPath(new URL(".", import.meta.url));
let graph: Graph;
let folder: string;

beforeAll(async () => {
  graph = await loadFixture();
  folder = await mkdtemp(join(here, "tmp-"));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

async function load(name: string, program: string, config: Record<string, string> = {}): Promise<Graph> {
  const entry = join(folder, `${name}.mjs`);
  await writeFile(entry, program);
  return await loadProgram({ entry, project: "p", stack: "s", config });
}

describe("the program loader", () => {
  it("resolves the outputs of the stack, secrets too", () => {
    expect(graph.outputs).toEqual({
      account: "000000000000",
      bucket: expect.stringMatching(/^landing-bucket-[0-9a-f]{7}$/),
      farBucketName: "fixture-far",
      queueUrl: expect.stringMatching(/^https:\/\/sqs\.eu-west-1\.amazonaws\.com\/000000000000\/landing-queue-/),
      parentArn: "arn:aws:states:eu-west-1:000000000000:stateMachine:parent",
      hidden: "hello",
    });
  });

  it("places a resource in its own region, else in that of the configuration", () => {
    const regions = graph.ofType("aws:s3/bucket:Bucket").map(({ name, region }) => [name, region]);
    expect(Object.fromEntries(regions)).toEqual({ "landing-bucket": "eu-west-1", "far-bucket": "eu-central-1" });
    expect(graph.regions()).toEqual(["eu-central-1", "eu-west-1"]);
  });

  it("keeps the tree of components", () => {
    const [component] = graph.ofType("fixture:index:Landing");
    const [bucket] = graph.ofType("aws:s3/bucket:Bucket").filter(({ name }) => name === "landing-bucket");
    expect(component?.component).toBe(true);
    expect(bucket?.parent).toBe(component?.urn);
    expect(bucket?.urn).toMatch(/fixture:index:Landing\$aws:s3\/bucket:Bucket::landing-bucket$/);
  });

  it("names the same resources in the same way at every load", async () => {
    const again = await loadFixture();
    expect(again.resources.map(({ id }) => id).sort()).toEqual(graph.resources.map(({ id }) => id).sort());
  });

  it("lists the files and the resolved environment of a function", async () => {
    const echo = (await functionSpecs(graph)).find(({ name }) => name === "echo");
    expect(echo?.environment.GREETING).toBe("hello");
    expect(echo?.timeoutSeconds).toBe(2);
    expect(echo?.files).toContainEqual({ path: "note.txt", text: "laid down" });
    expect(echo?.files).toContainEqual({ path: "echo.mjs", file: expect.stringMatching(/handlers\/echo\.mjs$/) });
  });

  it("joins versioning and notifications to their bucket, and the redrive policy to its queue", () => {
    const landing = bucketSpecs(graph).find(({ name }) => name.startsWith("landing"));
    const queue = queueSpecs(graph).find(({ name }) => name.startsWith("landing-queue"));
    expect(landing).toMatchObject({
      versioned: true,
      notifications: [{ queueArn: queue?.arn, prefix: "in/", suffix: ".csv" }],
    });
    expect(queue?.redrive).toEqual({ deadLetterArn: expect.stringContaining(":landing-dead-"), maxReceiveCount: 2 });
  });

  it("gives Glue tables the shape of Glue's API", () => {
    const table = catalogSpecs(graph).find((spec) => spec.table === "readings");
    expect(table?.definition).toMatchObject({
      Name: "readings",
      TableType: "EXTERNAL_TABLE",
      Parameters: { classification: "parquet" },
      PartitionKeys: [{ Name: "year", Type: "int" }],
      StorageDescriptor: { SerdeInfo: { SerializationLibrary: expect.stringContaining("ParquetHiveSerDe") } },
    });
    expect(table?.kept).toEqual([["StorageDescriptor", "Columns"]]);
  });

  it("takes the region of an explicit provider", async () => {
    const loaded = await load(
      "provider",
      `import * as aws from "@pulumi/aws";
       const provider = new aws.Provider("there", { region: "ap-south-1" });
       export const arn = new aws.sqs.Queue("q", { name: "q" }, { provider }).arn;
       export const region = aws.getRegionOutput({}, { provider }).region;`,
    );
    expect(loaded.outputs).toEqual({ arn: "arn:aws:sqs:ap-south-1:000000000000:q", region: "ap-south-1" });
  });

  it("runs a program whose default export is a function", async () => {
    const loaded = await load("function", "export default async () => ({ answer: 42 });");
    expect(loaded.outputs).toEqual({ answer: 42 });
  });

  it("gives a component that is made outside of the program a subnet of each kind and zone that it is asked for", async () => {
    const loaded = await load(
      "vpc",
      `import * as awsx from "@pulumi/awsx";
       const subnetSpecs = [{ type: "Isolated", name: "a" }, { type: "Isolated", name: "b" }, { type: "Public" }];
       const vpc = new awsx.ec2.Vpc("net", { region: "eu-west-3", numberOfAvailabilityZones: 2, subnetSpecs });
       export const { vpcId, isolatedSubnetIds, publicSubnetIds, privateSubnetIds } = vpc;`,
    );
    const { vpcId, isolatedSubnetIds, publicSubnetIds, privateSubnetIds } = loaded.outputs;
    expect(vpcId).toMatch(/^vpc-[0-9a-f]{17}$/);
    expect(isolatedSubnetIds).toHaveLength(4);
    expect(publicSubnetIds).toHaveLength(2);
    expect(privateSubnetIds).toEqual([]);
    const subnets = [...(isolatedSubnetIds as string[]), ...(publicSubnetIds as string[])];
    expect(new Set(subnets).size).toBe(6);
    for (const subnet of subnets) expect(subnet).toMatch(/^subnet-[0-9a-f]{17}$/);
    expect(loaded.ofType("awsx:ec2:Vpc")).toMatchObject([{ component: true, region: "eu-west-3" }]);
  });

  it("gives a warehouse, a crawler and a role's tags what AWS would answer", async () => {
    const loaded = await load(
      "warehouse",
      `import * as aws from "@pulumi/aws";
       const region = "eu-west-3";
       const namespaceArgs = { region, namespaceName: "house", manageAdminPassword: true };
       const namespace = new aws.redshiftserverless.Namespace("namespace", namespaceArgs);
       const { namespaceName } = namespace;
       new aws.redshiftserverless.Namespace("bare", { region, namespaceName: "bare" });
       const workgroup = new aws.redshiftserverless.Workgroup("w", { region, namespaceName, workgroupName: "desk" });
       const { arn, endpoints, workgroupName } = workgroup;
       const limit = { region, resourceArn: arn, usageType: "serverless-compute", amount: 1 };
       export const limitArn = new aws.redshiftserverless.UsageLimit("limit", limit).arn;
       const statement = { region, workgroupName, database: "dev", sql: "SELECT 1" };
       export const statementId = new aws.redshiftdata.Statement("statement", statement).id;
       export const secret = namespace.adminPasswordSecretArn;
       export const workgroupArn = arn;
       export const address = endpoints[0].address;
       const target = { databaseName: "d", role: "r", s3Targets: [{ path: "s3://b/p/" }] };
       export const crawlerArn = new aws.glue.Crawler("crawler", { region, ...target, name: "crab" }).arn;
       export const tags = new aws.iam.Role("role", { assumeRolePolicy: "{}", tags: { RedshiftDbRoles: "a:b" } }).tags;`,
    );
    const uuid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    const serverless = "^arn:aws:redshift-serverless:eu-west-3:000000000000";
    const matching = (pattern: string) => expect.stringMatching(new RegExp(`${pattern}$`));
    expect(loaded.outputs).toEqual({
      limitArn: matching(`${serverless}:usagelimit/${uuid}`),
      statementId: matching(`^${uuid}`),
      secret: matching("^arn:aws:secretsmanager:eu-west-3:000000000000:secret:redshift!house-admin-[0-9a-f]{6}"),
      workgroupArn: matching(`${serverless}:workgroup/${uuid}`),
      address: "desk.000000000000.eu-west-3.redshift-serverless.amazonaws.com",
      crawlerArn: "arn:aws:glue:eu-west-3:000000000000:crawler/crab",
      tags: { RedshiftDbRoles: "a:b" },
    });
    const [bare] = loaded.ofType("aws:redshiftserverless/namespace:Namespace").filter(({ id }) => id === "bare");
    expect(bare?.outputs).toMatchObject({ adminUsername: "admin" });
    expect(bare?.outputs).not.toHaveProperty("adminPasswordSecretArn");
  });

  it("refuses a resource type that it does not know, naming it", async () => {
    const program = `import * as aws from "@pulumi/aws"; new aws.ec2.Vpc("net", { cidrBlock: "10.0.0.0/16" });`;
    await expect(load("type", program)).rejects.toMatchObject({
      code: "program.unsupported_type",
      message: expect.stringContaining('net: The local host does not know the resource type "aws:ec2/vpc:Vpc"'),
    });
  });

  it("refuses a provider function that it does not know, naming it", async () => {
    const program = `import * as aws from "@pulumi/aws"; export const zones = aws.getAvailabilityZonesOutput().names;`;
    await expect(load("invoke", program)).rejects.toMatchObject({ code: "program.unknown_invoke" });
  });

  it("reports what the program throws", async () => {
    await expect(load("throws", "throw new Error('wrong config');")).rejects.toMatchObject({
      code: "program.failed",
      message: expect.stringContaining("wrong config"),
    });
  });

  it("reports an output that fails after the program's body", async () => {
    const loader = fileURLToPath(new URL("../../../local/program/loadProgram.ts", import.meta.url));
    const entry = join(folder, "late.mjs");
    await writeFile(
      entry,
      `import * as aws from "@pulumi/aws";
       const name = new aws.sqs.Queue("one").name.apply(() => { throw new Error("came late"); });
       new aws.sqs.Queue("two", { name });`,
    );
    const script = join(folder, "late.ts");
    await writeFile(
      script,
      `import { loadProgram } from ${JSON.stringify(loader)};
       const options = { entry: ${JSON.stringify(entry)}, project: "p", stack: "s", config: {} };
       await loadProgram(options).then(() => console.log("loaded"), ({ code, message }) => console.log(code, message));`,
    );
    // A process of its own, since vitest counts rejections that are nobody's at first as its own failures.
    const child = spawnSync(process.execPath, ["--import", "tsx", script], { encoding: "utf8" });
    expect(child.stdout).toContain("program.failed");
    expect(child.stdout).toContain("came late");
  });

  it("refuses an input that the host does not honour", async () => {
    const loaded = await load(
      "fifo",
      `import * as aws from "@pulumi/aws"; new aws.sqs.Queue("q", { fifoQueue: true });`,
    );
    expect(() => queueSpecs(loaded)).toThrow(expect.objectContaining({ code: "program.unsupported_input" }));
  });
});
