import { tmpdir } from "node:os";
import { join } from "node:path";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { zipcodes } from "../../../../datasets/zipcodes.ts";
import { deadletters } from "../../../../local/cli/commands/deadletters.ts";
import { lineage } from "../../../../local/cli/commands/lineage.ts";
import { query } from "../../../../local/cli/commands/query.ts";
import { retry } from "../../../../local/cli/commands/retry.ts";
import { runs } from "../../../../local/cli/commands/runs.ts";
import { show } from "../../../../local/cli/commands/show.ts";
import { step } from "../../../../local/cli/commands/step.ts";
import type { Followed } from "../../../../local/cli/followRun.ts";
import { readHostFile, writeHostFile } from "../../../../local/cli/target/hostFile.ts";
import { servedHost } from "../../../../local/cli/target/servedHost.ts";
import { capturedOutput } from "../capturedOutput.ts";
import { deployedStack } from "../deployedStack.ts";
import { servedPipeline } from "../servedPipeline.ts";

const served = servedPipeline();
const deployed = deployedStack(served);
const printed = capturedOutput();
const header = "zip_code,latitude,longitude,city,state,county";
let good: Followed;
let bad: Followed;

beforeAll(async () => {
  good = await served.land(zipcodes, "good.csv", `${header}\n00501,40.9,-72.6,Holtsville,NY,Suffolk\n`);
  bad = await served.land(zipcodes, "bad.csv", "zip_code,what\n00501,1\n");
});

/** What a verb prints as JSON, and the exit code that it asks for. */
async function outcomeOf(verb: Promise<void>) {
  await verb;
  const json = JSON.parse(printed.text);
  const { exitCode } = process;
  printed.text = "";
  process.exitCode = undefined;
  return { json, exitCode };
}

describe.each(["a local host that serves", "AWS"])("on %s", (place) => {
  const aws = place === "AWS";
  const at = () => {
    if (aws) deployed();
    return aws ? { stack: "prod", aws, json: true } : { stack: "dev", state: served.stateDir, json: true };
  };

  it("runs lists runs, the newest first, with what became of their rows", async () => {
    const { json } = await outcomeOf(runs({ ...at(), limit: 20 }));
    expect(json.map(({ run }: { run: string }) => run)).toEqual([bad.run, good.run]);
    expect(json[0]).toMatchObject({ dataset: "zipcodes", source: "zipcodes/bad.csv", status: "FAILED", written: null });
    expect(json[0].error).toBe("file.unknown_column");
    expect(json[1]).toMatchObject({ attempt: 0, status: "SUCCEEDED", written: 1, rejected: 0, error: null });
    expect(json[1].seconds).toBeGreaterThan(0);
  });

  it("runs lists those that are asked for", async () => {
    const list = async (wanted: object) => (await outcomeOf(runs({ ...at(), limit: 20, ...wanted }))).json;
    expect(await list({ status: "SUCCEEDED" })).toMatchObject([{ run: good.run }]);
    expect(await list({ limit: 1 })).toMatchObject([{ run: bad.run }]);
    expect(await list({ dataset: "readings" })).toEqual([]);
  });

  it("show tells each machine's states, and the error where it happened", async () => {
    const { json, exitCode } = await outcomeOf(show(good.run, at()));
    expect(exitCode).toBeUndefined();
    expect(json).toHaveLength(3);
    expect(json[0].states.at(-1)).toMatchObject({ state: "Published", errors: [] });
    const failed = await outcomeOf(show(bad.execution, at()));
    expect(failed.exitCode).toBe(1);
    expect(failed.json).toMatchObject([{ status: "FAILED", error: "file.unknown_column" }]);
  });

  it("query asks the near region's warehouse", async () => {
    await query("SELECT city FROM lake.zipcodes", { ...at(), format: "json" });
    expect(JSON.parse(printed.text)).toEqual([{ city: "Holtsville" }]);
  });

  it("lineage tells which run published which rows of a source in each region, and of a run alone", async () => {
    const ofSource = (await outcomeOf(lineage({ ...at(), source: "zipcodes/good.csv" }))).json;
    expect(ofSource.unanswered).toEqual({});
    expect(ofSource.versions).toMatchObject([{ run: good.run, attempt: 0, read: 1, written: 1, rejected: 0 }]);
    const { regions } = ofSource.versions[0];
    for (const region of ["eu-west-1", "us-east-1"]) {
      expect(regions[region]).toMatchObject({ state: "current", files: [{ content: "rows", rows: 1 }] });
    }
    expect((await outcomeOf(lineage({ ...at(), run: good.execution }))).json).toEqual(ofSource);
    expect((await outcomeOf(lineage({ ...at(), run: bad.run }))).json.versions).toEqual([]);
  });

  it("retry finds nothing to do for a run that has succeeded", async () => {
    const { json, exitCode } = await outcomeOf(retry(good.run, at()));
    expect({ exitCode, ...json }).toEqual({ run: good.run, attempt: 0, status: "SUCCEEDED", retried: false });
  });

  it("step runs a function's state with what the run gave it, and starts no other", async () => {
    const before = (await outcomeOf(runs({ ...at(), limit: 20 }))).json;
    const { json } = await outcomeOf(step("csv-lake.Verify", { ...at(), run: good.run }));
    expect(json).toMatchObject({ machine: "csv-lake", state: "Verify", status: "SUCCEEDED", next: "StartFar" });
    expect(json.arguments.Payload.run.run).toBe(good.run);
    expect(json.result.Payload.near.status).toBe("staged");
    expect((await outcomeOf(runs({ ...at(), limit: 20 }))).json).toEqual(before);
  });

  it("step gives a function the input as it is: no part of it is an expression", async () => {
    const input = JSON.stringify({ run: { run: "{% $states.input %}" } });
    const { json, exitCode } = await outcomeOf(step("csv-lake.Verify", { ...at(), input }));
    expect(json.arguments.Payload).toEqual({ run: { run: "{% $states.input %}" } });
    expect(json).toMatchObject({ status: "CAUGHT_ERROR", next: "Places", assigned: { failure: { step: "Verify" } } });
    expect(exitCode).toBe(1);
  });

  it("step evaluates a choice on the input as the execution's", async () => {
    const chosen = async (engine: string) => {
      const input = JSON.stringify({ engine });
      return (await outcomeOf(step("csv-lake.Engine", { ...at(), input }))).json.next;
    };
    expect([await chosen("inline"), await chosen("duckdb")]).toEqual(["ConvertInline", "ConvertDuckdb"]);
  });

  it("step runs a region's state by the region's name", async () => {
    const { json } = await outcomeOf(step("us-east-1.IsStaged", { ...at(), run: good.run }));
    expect(json).toMatchObject({ machine: "csv-lake-far", status: "SUCCEEDED", next: "Commit" });
  });

  it("step refuses what it cannot run alone", async () => {
    const refusal = async (state: string, options: object) =>
      await step(state, { ...at(), ...options }).then(String, (error) => error.code);
    expect(await refusal("csv-lake.PublishNear", { run: good.run })).toBe("cli.not_alone");
    expect(await refusal("csv-lake.Nothing", { input: "{}" })).toBe("cli.unknown_state");
    expect(await refusal("nothing.Verify", { input: "{}" })).toBe("cli.unknown_machine");
    expect(await refusal("csv-lake", { input: "{}" })).toBe("cli.bad_step");
    expect(await refusal("csv-lake.Verify", {})).toBe("cli.no_input");
    expect(await refusal("csv-lake.Verify", { input: "{" })).toBe("cli.bad_json");
    expect(await refusal("csv-lake.Verify", { run: bad.run })).toBe("cli.no_such_run");
  });

  it("deadletters tells what lies there, and leaves it there", async () => {
    const QueueUrl = deadQueueUrl();
    const sqs = new SQSClient(served.target.clientConfig("eu-west-1"));
    if (!aws) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: eventOf("readings/a+b.csv") }));
    for (const _ of ["once", "twice"]) {
      const { json, exitCode } = await outcomeOf(deadletters(at()));
      expect(exitCode).toBeUndefined();
      const letters = json.flatMap((queue: { letters: object[] }) => queue.letters);
      expect(letters).toMatchObject([{ about: "s3://landing/readings/a b.csv", reason: expect.any(String) }]);
    }
  });
});

function deadQueueUrl(): string {
  const [arn = ""] = served.target.outputs.deadLetterQueues ?? [];
  return `${served.host.endpoint}/000000000000/${arn.split(":").at(-1)}`;
}

function eventOf(key: string): string {
  return JSON.stringify({ Records: [{ s3: { bucket: { name: "landing" }, object: { key } } }] });
}

describe("on AWS", () => {
  it("a stack that pulumi does not know is refused with what pulumi says", async () => {
    deployed();
    await expect(runs({ stack: "absent", aws: true, limit: 1 })).rejects.toMatchObject({
      code: "aws.no_outputs",
      message: expect.stringContaining("error: no stack named absent"),
    });
  });

  it("a missing pulumi is named, and so is a folder of state that has no meaning", async () => {
    vi.stubEnv("PATH", join(tmpdir(), "absent"));
    await expect(runs({ stack: "prod", aws: true, limit: 1 })).rejects.toMatchObject({ code: "aws.no_pulumi" });
    const both = runs({ stack: "prod", aws: true, state: "x", limit: 1 });
    await expect(both).rejects.toMatchObject({ code: "cli.state_of_aws" });
  });
});

describe("a retry", () => {
  const on = () => ({ stack: "dev", state: served.stateDir, json: true });

  it("starts the next attempt, follows it, and fails as it does; the list tells the last", async () => {
    const { json, exitCode } = await outcomeOf(retry(bad.execution, on()));
    expect(exitCode).toBe(1);
    expect(json).toMatchObject({ run: bad.run, attempt: 1, status: "FAILED", error: "file.unknown_column" });
    const listed = (await outcomeOf(runs({ ...on(), limit: 1 }))).json;
    expect(listed).toMatchObject([{ run: bad.run, attempt: 1, status: "FAILED" }]);
  });

  it("starts it on AWS too, by another engine where asked, and follows it by its history", async () => {
    deployed();
    const options = { stack: "prod", aws: true, json: true, force: true, engine: "duckdb" } as const;
    const { json } = await outcomeOf(retry(good.run, options));
    expect(json).toMatchObject({ attempt: 1, status: "SUCCEEDED", output: { written: 1 } });
    vi.unstubAllEnvs();
    const shown = (await outcomeOf(show(json.run, on()))).json;
    const states = shown.flatMap((each: { states: { state: string }[] }) => each.states.map(({ state }) => state));
    expect(states).toContain("ConvertDuckdb");
  });

  it("is refused for a run that nobody knows, and for a region without a machine", async () => {
    const absent = retry(`zipcodes-${"0".repeat(32)}`, on());
    await expect(absent).rejects.toMatchObject({ code: "cli.no_such_run" });
    await expect(retry("what", on())).rejects.toMatchObject({ code: "cli.no_such_run" });
    const elsewhere = retry(bad.run, { ...on(), region: "eu-west-2" });
    await expect(elsewhere).rejects.toMatchObject({ code: "cli.unknown_region" });
  });

  it("of one region starts that region's machine alone, with what was staged before", async () => {
    failNextIn("us-east-1");
    const failed = await served.land(zipcodes, "far.csv", `${header}\n10001,40.7,-73.9,New York,NY,New York\n`);
    expect(failed.status).toBe("FAILED");
    const { json } = await outcomeOf(retry(failed.run, { ...on(), region: "us-east-1" }));
    expect(json).toMatchObject({
      run: failed.run,
      attempt: 1,
      region: "us-east-1",
      status: "SUCCEEDED",
      retried: true,
    });
    expect((await outcomeOf(retry(failed.run, on()))).json).toMatchObject({ status: "SUCCEEDED", retried: false });
    const shown = (await outcomeOf(show(`${failed.run}-1`, on()))).json;
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatchObject({ region: "us-east-1", machineArn: expect.stringContaining("csv-lake-far") });
    const { run, staged } = JSON.parse(shown[0].input);
    expect(run).toMatchObject({ run: failed.run, attempt: 1, source: { key: "zipcodes/far.csv" } });
    expect(staged).toMatchObject({ attempt: 0, status: "staged", manifest: expect.stringMatching(/^".+"$/) });
  });
});

/** Lets the next run fail in a region: the execution that its machine is to have has begun, and failed, before. */
function failNextIn(region: string): void {
  const sfn = new SFNClient(served.target.clientConfig(region));
  const stateMachineArn = served.target.outputs.regionMachines?.[region];
  const staged = { status: "failed", error: "Test", cause: "the region is down" };
  const stop = served.host.events.on((event) => {
    if (event.kind !== "execution.started") return;
    stop();
    const input = JSON.stringify({ run: {}, staged });
    sfn.send(new StartExecutionCommand({ stateMachineArn, name: event.name, input })).finally(() => sfn.destroy());
  });
}

describe("a host that serves", () => {
  it("is used while the program is the one that it loaded, though its text differ, and refused once it is not", async () => {
    const file = readHostFile(served.stateDir);
    if (file === undefined) throw new Error("the fixture has written no file");
    const edited = { ...file, sources: "other" };
    writeHostFile(served.stateDir, edited);
    expect(await servedHost(served.stateDir, "dev")).toMatchObject({ where: `the host at ${file.endpoint}` });
    using _other = writeHostFile(served.stateDir, { ...edited, program: "other" });
    await expect(servedHost(served.stateDir, "dev")).rejects.toMatchObject({ code: "cli.host_outdated" });
  });
});
