import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StartExecutionCommand } from "@aws-sdk/client-sfn";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deadletters } from "../../../../local/cli/commands/deadletters.ts";
import { land } from "../../../../local/cli/commands/land.ts";
import { lineage } from "../../../../local/cli/commands/lineage.ts";
import { query } from "../../../../local/cli/commands/query.ts";
import { rejects } from "../../../../local/cli/commands/rejects.ts";
import { replay } from "../../../../local/cli/commands/replay.ts";
import { retry } from "../../../../local/cli/commands/retry.ts";
import { runs } from "../../../../local/cli/commands/runs.ts";
import { show } from "../../../../local/cli/commands/show.ts";
import { step } from "../../../../local/cli/commands/step.ts";
import { environmentLines } from "../../../../local/cli/hostEnvironment.ts";
import { hostUsage } from "../../../../local/cli/hostUsage.ts";
import { StepFunctions } from "../../../../local/cli/target/StepFunctions.ts";
import { quickClock } from "../../../../local/cli/traffic/quickClock.ts";
import { trafficPipeline } from "../../../../local/cli/traffic/TrafficPipeline.ts";
import { capturedOutput } from "../capturedOutput.ts";
import { deployedStack } from "../deployedStack.ts";
import { servedPipeline } from "../servedPipeline.ts";

const served = servedPipeline({
  config: { "sluice:pipelines": '["traffic"]' },
  deliver: false,
  clock: quickClock(30),
});
const deployed = deployedStack(served);
const printed = capturedOutput();
const here = () => ({ stack: "dev", state: served.stateDir });
const run = `readings-${"0".repeat(32)}`;

let folder: string;
let sample: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-alone-"));
  sample = join(folder, "readings.csv");
  await writeFile(sample, "a\n1\n");
});
afterAll(() => rm(folder, { recursive: true }));

/** Starts an execution that fails as it plans, and waits for its end. */
async function failedExecution(name: string): Promise<string> {
  const { machine } = trafficPipeline(served.stack);
  const ended = served.host.events.first((event) => event.kind === "execution.ended" && event.name === name);
  using states = new StepFunctions(served.stack);
  await states.of(machine).send(new StartExecutionCommand({ stateMachineArn: machine, name, input: "{}" }));
  expect(await ended).toMatchObject({ status: "FAILED" });
  return name;
}

/** Puts aside a start, as the schedule does that is refused one. */
async function burySchedule(): Promise<void> {
  const queue = served.graph.resources.find(({ name, type }) => name === "traffic-daily-dead" && /:Queue$/.test(type));
  const sqs = new SQSClient(served.stack.clientConfig("eu-west-1"));
  const attribute = (StringValue: string) => ({ DataType: "String", StringValue });
  const MessageAttributes = {
    SCHEDULE_ARN: attribute("arn:aws:scheduler:eu-west-1:000000000000:schedule/default/daily"),
    SCHEDULED_TIME: attribute("2024-03-12T02:00:00Z"),
    ERROR_CODE: attribute("Refused"),
  };
  await sqs.send(new SendMessageCommand({ QueueUrl: String(queue?.id), MessageBody: "{}", MessageAttributes }));
  sqs.destroy();
}

describe("a stack of traffic alone", () => {
  const needLanding: readonly (readonly [verb: string, call: () => Promise<void>])[] = [
    ["land", () => land(sample, here())],
    ["runs", () => runs({ ...here(), limit: 1 })],
    ["retry", () => retry(run, here())],
    ["replay", () => replay(run, { ...here(), rejects: sample })],
    ["rejects", () => rejects(run, { ...here(), limit: 1 })],
    ["lineage", () => lineage({ ...here(), run })],
    ["query", () => query("SELECT 1", { ...here(), format: "table" })],
  ];
  it.each(needLanding)("has sluice %s say that it has no csv-lake, and how it gets one", async (_, call) => {
    await expect(call()).rejects.toMatchObject({
      code: "cli.no_pipeline",
      message: expect.stringMatching(
        /no bucket that files land in.*name csv-lake among its sluice:pipelines/,
      ) as unknown,
    });
  });

  it("has its dead letters looked into", async () => {
    await deadletters(here());
    expect(printed.text).toBe("Nothing lies in the 2 dead-letter queues.\n");
    printed.text = "";
    await burySchedule();
    await deadletters(here());
    expect(printed.text).toMatch(
      /^eu-west-1 {2}traffic-daily-dead-[0-9a-f]{7}: 1\n +\d+ s {2}schedule daily at 2024-03-12T02:00:00Z: Refused\n$/,
    );
  });

  it("has its executions shown by their names, of the folder of state and of AWS", async () => {
    const name = await failedExecution("shown");
    for (const where of [{ state: served.stateDir }, { stack: "prod", aws: true }]) {
      if ("aws" in where) deployed();
      printed.text = "";
      await show(name, { ...where, json: true });
      expect(process.exitCode).toBe(1);
      process.exitCode = undefined;
      expect(JSON.parse(printed.text)).toMatchObject([{ name, status: "FAILED", error: "traffic.not_crawled" }]);
    }
  });

  it("has a state run alone with the input that it had, of an execution by name", async () => {
    const name = await failedExecution("stepped");
    printed.text = "";
    await step("traffic.PlanDays", { ...here(), run: name, json: true });
    process.exitCode = undefined;
    expect(JSON.parse(printed.text)).toMatchObject({
      machine: "traffic",
      status: "CAUGHT_ERROR",
      error: "traffic.not_crawled",
      arguments: { Payload: { name } },
    });
    const lost = step("traffic.PlanDays", { ...here(), run: "lost" });
    await expect(lost).rejects.toMatchObject({ code: "cli.no_such_run" });
    const other = step("csv-lake.Verify", { ...here(), input: "{}" });
    await expect(other).rejects.toMatchObject({
      code: "cli.unknown_machine",
      message: expect.stringContaining("name one of traffic-range, traffic") as unknown,
    });
  });

  it("tells a person what it has and how it is used, and an SDK where it is", () => {
    const usage = hostUsage({ ...served.stack, host: served.host, graph: served.graph });
    const { rawBucket } = trafficPipeline(served.stack);
    expect(usage).toContain(`raw traffic      eu-west-1  ${rawBucket}`);
    expect(usage).toContain(`aws s3 ls s3://${rawBucket}/`);
    expect(usage).toContain("npx sluice repartition --day DAY");
    expect(usage).not.toMatch(/landing|sluice land|undefined/);
    expect(environmentLines(served.stack)).toContain("export AWS_REGION=eu-west-1");
  });
});
