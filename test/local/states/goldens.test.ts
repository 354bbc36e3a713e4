import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { StateMachineDefinition } from "../../../core/flow/Asl.ts";
import { type Answers, failure, type Ran, run } from "./fakeHost.ts";

const golden = (name: string): StateMachineDefinition =>
  JSON.parse(readFileSync(new URL(`../../golden/flow/${name}.asl.json`, import.meta.url), "utf8"));

const main = golden("csv-lake-main");
const region = golden("csv-lake-region");

const input = {
  pipeline: "csv-lake",
  run: "birdstrikes-ab12",
  attempt: 0,
  source: { bucket: "landing", key: 'birdstrikes/odd "name".csv' },
};

const manifests = [{ region: "eu-west-1", key: "manifest.json" }];
const payload = (value: unknown) => ({ StatusCode: 200, Payload: value });
const faultless: Answers = {
  Convert: [payload({ rows: 12, manifests })],
  Verify: [payload({ rows: 12 })],
  StartFar: [payload({ status: "RUNNING", error: null, cause: null })],
  PublishNear: [{ Output: { status: "published", files: 3 }, Status: "SUCCEEDED" }],
  DescribeFar: [
    payload({ status: "RUNNING", error: null, cause: null }),
    payload({ status: "RUNNING", error: null, cause: null }),
    payload({ status: "SUCCEEDED", error: null, cause: null }),
  ],
  Alert: [{ MessageId: "m-1" }],
};

const alertOf = (ran: Ran) =>
  ran.calls.find(({ state }) => state === "Alert")?.arguments as { Subject: string; Message: string };

describe("the golden main flow", () => {
  it("polls the far region until it has ended, and succeeds with the typed output", async () => {
    const ran = await run(main, input, faultless);
    expect(ran.outcome).toEqual({ status: "SUCCEEDED", output: { rows: 12, near: "published" } });
    expect(ran.path).toEqual([
      ...["Convert", "Verify", "StartFar", "PublishNear"],
      ...["DescribeFar", "FarDone?", "WaitFar", "DescribeFar", "FarDone?", "WaitFar", "DescribeFar", "FarDone?"],
      ...["Published?", "Done"],
    ]);
    expect(ran.sleeps).toEqual([5000, 5000]);
  });

  it("hands each step the arguments that its types promise, a list of one item included", async () => {
    const { calls } = await run(main, input, faultless);
    expect(calls[0]?.arguments).toEqual({
      FunctionName: "arn:aws:lambda:eu-west-1:000000000000:function:convert-duckdb",
      Payload: { run: input.run, source: input.source },
    });
    expect(calls[1]?.arguments).toMatchObject({ Payload: { run: input.run, manifests } });
    expect(calls[3]?.arguments).toEqual({
      StateMachineArn: "arn:aws:states:eu-west-1:000000000000:stateMachine:region-near",
      Name: "birdstrikes-ab12-0",
      Input: { run: input.run, attempt: 0 },
    });
  });

  it.each(["Convert", "Verify", "StartFar", "DescribeFar"])(
    "alerts with the name, error and cause of %s, and fails with them",
    async (step) => {
      const ran = await run(main, input, { ...faultless, [step]: [failure("Sluice.Broken", '{"said":"no"}')] });
      expect(ran.outcome).toEqual({ status: "FAILED", error: "Sluice.Broken", cause: '{"said":"no"}' });
      expect(ran.path.slice(-3)).toEqual([step, "Alert", "Failed"]);
      expect(alertOf(ran)).toEqual({
        TopicArn: "arn:aws:sns:eu-west-1:000000000000:alerts",
        Subject: `csv-lake: ${step} failed`,
        Message: [
          `Pipeline csv-lake failed in "${step}".`,
          "Error: Sluice.Broken",
          'Cause: {"said":"no"}',
          'Source: s3://landing/birdstrikes/odd "name".csv',
          "Execution: arn:aws:states:eu-west-1:000000000000:execution:main:run-1",
        ].join("\n"),
      });
    },
  );

  it("lets the far region finish where the near one fails, and then alerts for the near one", async () => {
    const ran = await run(main, input, { ...faultless, PublishNear: [failure("States.TaskFailed", "child failed")] });
    expect(ran.outcome).toEqual({ status: "FAILED", error: "States.TaskFailed", cause: "child failed" });
    expect(ran.path.filter((name) => name === "DescribeFar")).toHaveLength(3);
    expect(ran.path.slice(-3)).toEqual(["Published?", "Alert", "Failed"]);
    expect(alertOf(ran).Subject).toBe("csv-lake: PublishNear failed");
  });

  it("alerts with what the far region reports where that fails", async () => {
    const far = payload({ status: "FAILED", error: "Glue.Down", cause: "no catalog" });
    const ran = await run(main, input, { ...faultless, DescribeFar: [far] });
    expect(ran.outcome).toEqual({ status: "FAILED", error: "Glue.Down", cause: "no catalog" });
    expect(alertOf(ran).Subject).toBe("csv-lake: DescribeFar failed");
  });

  it("has an error and a cause where the far region reports none", async () => {
    const far = payload({ status: "FAILED", error: null, cause: null });
    const ran = await run(main, input, { ...faultless, DescribeFar: [far] });
    expect(ran.outcome).toEqual({ status: "FAILED", error: "FarRegion.Failed" });
  });

  it("tries a throttled function again, and an alert that SNS refuses", async () => {
    const throttled = failure("Lambda.TooManyRequestsException");
    const ran = await run(main, input, {
      ...faultless,
      Convert: [throttled, throttled, payload({ rows: 12, manifests })],
      Verify: [failure("Bad")],
      Alert: [failure("SNS.InternalErrorException"), { MessageId: "m-1" }],
    });
    expect(ran.sleeps).toEqual([1000, 2000, 2000]);
    expect(ran.calls.map(({ state, attempt }) => `${state} ${attempt}`)).toEqual([
      ...["Convert 0", "Convert 1", "Convert 2", "Verify 0", "Alert 0", "Alert 1"],
    ]);
    expect(ran.outcome).toMatchObject({ status: "FAILED", error: "Bad" });
  });

  it("catches a result that lacks a field which a later step needs", async () => {
    const ran = await run(main, input, { ...faultless, Convert: [payload({ rows: 12 })] });
    expect(ran.outcome).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError" });
    expect(ran.path).toEqual(["Convert", "Verify", "Alert", "Failed"]);
  });
});

describe("the golden region flow", () => {
  const commit = (status: string) => ({ Commit: [payload({ status, files: ["a.parquet"] })] });
  const register = { Register: [payload({ partitions: 1, files: 1 })] };

  it("registers what it has committed", async () => {
    const ran = await run(region, { run: "r", attempt: 1 }, { ...commit("committed"), ...register });
    expect(ran.outcome).toEqual({ status: "SUCCEEDED", output: { status: "published", files: 1 } });
    expect(ran.calls[1]?.arguments).toMatchObject({ Payload: { run: "r", files: ["a.parquet"] } });
  });

  it("stops where a newer run has superseded it", async () => {
    const ran = await run(region, { run: "r", attempt: 1 }, commit("superseded"));
    expect(ran.outcome).toEqual({ status: "SUCCEEDED", output: { status: "superseded", files: 0 } });
    expect(ran.path).toEqual(["Commit", "Superseded?", "Superseded"]);
  });

  it.each(["Commit", "Register"])("fails with the error of %s", async (step) => {
    const ran = await run(
      region,
      { run: "r", attempt: 1 },
      { ...commit("committed"), ...register, [step]: [failure("Broken", "why")] },
    );
    expect(ran.outcome).toEqual({ status: "FAILED", error: "Broken", cause: "why" });
  });
});
