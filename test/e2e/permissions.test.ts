import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { beforeAll, describe, expect, it } from "vitest";
import { birdstrikes } from "../../datasets/birdstrikes.ts";
import { readings } from "../../datasets/readings.ts";
import { strikeTrends } from "../../datasets/strikeTrends.ts";
import { zipcodes } from "../../datasets/zipcodes.ts";
import { projectFolder } from "../../local/cli/folders.ts";
import { stackConfig } from "../../local/cli/stackConfig.ts";
import type { Graph } from "../../local/program/Graph.ts";
import { loadProgram } from "../../local/program/loadProgram.ts";
import { setUpSpark } from "../../local/python/setUpSpark.ts";
import type { CallRecord } from "../../local/services/kernel/CallRecord.ts";
import { ofKind } from "../stacks/resources.ts";
import { files } from "./faults/support/files.ts";
import { replayAs } from "./faults/support/replayAs.ts";
import { type Allow, isAllowed, isOn } from "./isAllowed.ts";
import { policiesOf } from "./policiesOf.ts";
import { runningPipeline } from "./runningPipeline.ts";

/** What a function is granted though no call of it is seen here, and why. */
interface Unseen {
  readonly action: RegExp;
  readonly resource?: RegExp;
  /** Of one function alone. */
  readonly role?: RegExp;
  readonly why: string;
}
const unseen: readonly Unseen[] = [
  {
    action: /^s3:PutObject$/,
    resource: /\/staging\/\*$/,
    role: /^csv-lake-find-staged-/,
    why: "a region that the job could not write is filled: test/lambdas/find-staged does that",
  },
  { action: /^logs:/, why: "Lambda writes what a function logs in the function's name; here it is a file" },
  { action: /^s3:ListBucket$/, why: "no call, but S3 answers 404 rather than 403 for an object that is not there" },
  { action: /^sqs:GetQueueAttributes$/, why: "Lambda's poller asks it; the local one knows its queue" },
  { action: /^s3:AbortMultipartUpload$/, why: "asked only where an upload or a copy in parts fails" },
  { action: /^s3:GetObject$/, resource: /\/staging\/\*$/, why: "convert reads what an earlier attempt staged" },
  {
    action: /^s3:PutObject$/,
    resource: /refused\.json$/,
    why: "verify marks what it refuses, and refuses nothing here",
  },
  { action: /^s3:DeleteObject$/, resource: /intents\/\*$/, why: "intents are removed an hour after their commit" },
  { action: /^s3:GetBucketLocation$/, why: "Glue asks it of a bucket that it crawls" },
  {
    action: /^glue:(Batch)?(Get|Create|Update)Partition$/,
    why: "a crawl that finds no new partition, or one alone, or one whose columns changed",
  },
  { action: /^glue:/, resource: /:(catalog|database\/\w+)$/, why: "Glue asks for both beside the table" },
  {
    action: /^glue:/,
    resource: /\/(readings|strike_trends|zipcodes)$/,
    why: "tables of datasets that are not registered here",
  },
];

/** What alarms alone call: test/local/host/openAlerting.test.ts holds its calls against its policy. */
const ofAlarms = "csv-lake-overdue";

const pipeline = runningPipeline();
/** Of each role that something here runs as: Redshift's own and that of the people who query are not among them. */
let policies: Map<string, Allow[]>;
let graph: Graph;
let calls: CallRecord[];

// The first time on a machine, Spark is fetched.
beforeAll(() => setUpSpark().then(() => {}), 900_000);

beforeAll(async () => {
  const entry = join(projectFolder, "stacks/index.ts");
  graph = await loadProgram({ entry, ...stackConfig(projectFolder, "dev") });
  policies = policiesOf(graph, ofAlarms);
  await landEachKind();
  await pipeline.open.host.close();
  const lines = (await readFile(join(pipeline.stateDir, "calls.jsonl"), "utf8")).trim().split("\n");
  calls = lines.map((line): CallRecord => JSON.parse(line));
}, 300_000);

/** A file for each engine, one with rejects, one of which is replayed, a newer version that replaces its rows, one that fails its run, and one of no dataset; and a failure of each region alone. */
async function landEachKind(): Promise<void> {
  const strikes = (await readFile("node_modules/vega-datasets/data/birdstrikes.csv", "utf8")).split("\n").slice(0, 4);
  const bySpark = pipeline.land(strikeTrends, "few.csv", strikes.join("\n"));
  const dirty = await readFile("datasets/samples/readings-dirty.csv");
  for (const name of ["dirty.csv", "dirty.csv"]) {
    expect(await pipeline.land(readings, name, dirty)).toMatchObject({ status: "SUCCEEDED" });
  }
  expect(await pipeline.land(birdstrikes, "few.csv", strikes.join("\n"))).toMatchObject({ status: "SUCCEEDED" });
  const rejecting = await pipeline.land(birdstrikes, "reject.csv", files.birdstrikes("p"));
  const corrections = `_record,${files.birdstrikesHeader}3,p,B-737,Minor,1991-02-09,US AIRWAYS,Utah,Climb,Small,Gull,Day,1,2,3,\n`;
  const replaying = await replayAs(pipeline.open, rejecting.run, corrections);
  expect(await replaying.ended).toMatchObject({ status: "SUCCEEDED" });
  expect(await pipeline.land(zipcodes, "no-header.csv", "nothing\n")).toMatchObject({ status: "FAILED" });
  expect(await bySpark).toMatchObject({ status: "SUCCEEDED" });
  const { host, outputs } = pipeline.open;
  const taken = host.events.first((event) => event.kind === "call" && event.call.action === "sqs:DeleteMessage");
  const s3 = new S3Client(host.clientConfig(pipeline.near));
  await s3.send(new PutObjectCommand({ Bucket: outputs.landingBucket, Key: "unheard/of.csv", Body: "a\n1\n" }));
  await taken;
  for (const machine of Object.values(outputs.regionMachines ?? {})) await failUntold(machine);
}

/** Has a region's machine fail by itself, which the region's rule then has mailed. */
async function failUntold(stateMachineArn: string): Promise<void> {
  const { host } = pipeline.open;
  const mailed = host.events.first((event) => event.kind === "mail.sent");
  const source = { bucket: "none", key: "zipcodes/none.csv", versionId: "none" };
  const input = JSON.stringify({ run: { run: "zipcodes-none", attempt: 0, source }, staged: { status: "staged" } });
  const sfn = new SFNClient(host.clientConfig(stateMachineArn.split(":")[3] ?? ""));
  await sfn.send(new StartExecutionCommand({ stateMachineArn, input }));
  expect(await mailed).toMatchObject({ message: expect.stringContaining("Step: Commit\n") });
}

const callsOf = (role: string) => calls.filter(({ caller }) => caller === role);
const isUsed = (role: string, action: string, pattern: string) =>
  callsOf(role).some((call) => call.action === action && isOn([pattern], call.resource));
const isUnseen = (role: string, action: string, pattern: string) =>
  unseen.some(
    (each) => each.action.test(action) && (each.resource?.test(pattern) ?? true) && (each.role?.test(role) ?? true),
  );

describe("the policies of the program", () => {
  it("know every caller, the person at the laptop and the services of AWS excepted", () => {
    const callers = new Set(calls.map(({ caller }) => caller));
    for (const role of policies.keys()) callers.delete(role);
    // Alarms call where all this takes longer than a minute.
    for (const caller of callers)
      if (caller.startsWith(ofAlarms) || caller.includes(".alarms.")) callers.delete(caller);
    const ofServices = [...callers].filter((caller) => caller.endsWith(".amazonaws.com"));
    expect(ofServices).toContain("s3.amazonaws.com");
    const others = [...callers].filter((caller) => !ofServices.includes(caller) && !caller.startsWith(ofAlarms));
    expect(others).toEqual(["operator"]);
  });

  it("are each at work, so that what follows speaks of every role", () => {
    const idle = [...policies.keys()].filter((role) => callsOf(role).length === 0);
    expect(idle).toEqual([]);
  });

  it("allow every call that a function or a machine makes", () => {
    const refused = [...policies].flatMap(([role, allows]) =>
      callsOf(role).filter((call) => !allows.some((each) => isAllowed(each, call))),
    );
    expect(refused).toEqual([]);
    expect(calls.length).toBeGreaterThan(100);
  });

  it("grant a function, and the job, nothing that it does not use, a few things explained here excepted", () => {
    const functions = ofKind(graph, "Function").filter(({ name }) => name !== ofAlarms);
    const functionRoles = [...functions, ...ofKind(graph, "Job")].map(({ inputs }) =>
      String(inputs.role ?? inputs.roleArn).replace(/^.*\//, ""),
    );
    expect(functionRoles).toHaveLength(12);
    const granted = functionRoles.flatMap((role) =>
      (policies.get(role) ?? []).flatMap(({ Action, Resource }) =>
        Action.flatMap((action) => Resource.map((pattern) => ({ role, action, pattern }))),
      ),
    );
    expect(granted.length).toBeGreaterThan(functionRoles.length);
    const idle = granted.filter(({ role, action, pattern }) => !isUsed(role, action, pattern));
    expect(idle.filter(({ role, action, pattern }) => !isUnseen(role, action, pattern))).toEqual([]);
  });
});
