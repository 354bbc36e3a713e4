import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { spanOf } from "../../../../jobs/traffic/generator/spanOf.ts";
import { writeTraffic } from "../../../../jobs/traffic/generator/writeTraffic.ts";
import { type RepartitionOptions, repartition } from "../../../../local/cli/commands/repartition.ts";
import type { TargetOptions } from "../../../../local/cli/target/openStack.ts";
import type { Repartitioned } from "../../../../local/cli/traffic/followRepartition.ts";
import { quickClock } from "../../../../local/cli/traffic/quickClock.ts";
import { trafficPipeline } from "../../../../local/cli/traffic/TrafficPipeline.ts";
import { uploadTraffic } from "../../../../local/cli/traffic/uploadTraffic.ts";
import { capturedOutput } from "../capturedOutput.ts";
import { deployedStack } from "../deployedStack.ts";
import { servedPipeline } from "../servedPipeline.ts";

const config = { "sluice:pipelines": '["traffic"]' };
const served = servedPipeline({ config, deliver: false, clock: quickClock(30) });
const deployed = deployedStack(served);
const printed = capturedOutput();
const day = "2024-03-26";

const here = () => ({ stack: "dev", state: served.stateDir });

/** What the verb prints as JSON, and the exit code that it asks for. */
async function outcomeOf(options: Omit<RepartitionOptions, "stack">, target: TargetOptions = here()) {
  printed.text = "";
  await repartition({ ...target, ...options, json: true });
  const { exitCode } = process;
  process.exitCode = undefined;
  return { exitCode, ended: JSON.parse(printed.text) as Repartitioned };
}

/** Lands measurements of a few points, from the first hours of the day. */
async function landDay(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-traffic-"));
  const zone = "Europe/Brussels";
  const span = spanOf({ from: day, to: `${day}T03:00Z`, zone });
  const { files } = await writeTraffic({ ...span, zone, folder, points: 5 });
  await uploadTraffic(served.stack, trafficPipeline(served.stack), folder, files);
  await rm(folder, { recursive: true });
}

describe("sluice repartition", () => {
  let failed: Repartitioned;

  it("tells the step, the error and its cause where it fails, and exits with 1", async () => {
    const { exitCode, ended } = await outcomeOf({ day });
    failed = ended;
    expect(exitCode).toBe(1);
    expect(ended).toMatchObject({
      status: "FAILED",
      attempt: 0,
      step: "traffic.PlanDays",
      error: "traffic.not_crawled",
    });
    expect(ended.execution).toMatch(/^repartition-2024-03-26-[0-9a-f]{8}$/);
    expect(ended.cause).toContain("traffic_raw");
  });

  it("goes on with what an execution left undone, as the next attempt at the same plan, to its end", async () => {
    await landDay();
    const { exitCode, ended } = await outcomeOf({ resume: failed.execution });
    expect(exitCode).toBeUndefined();
    expect(ended).toMatchObject({ status: "SUCCEEDED", run: failed.run, attempt: 1, execution: `${failed.run}-1` });
    expect(ended.output).toEqual({ run: failed.run, days: [day] });
  });

  it("refuses to go on with what has succeeded, by the name of any attempt, and with what is not there", async () => {
    const succeeded = expect.objectContaining({ code: "cli.run_succeeded" });
    for (const resume of [failed.execution, `${failed.run}-1`]) {
      await expect(outcomeOf({ resume })).rejects.toThrow(succeeded);
    }
    const missing = expect.objectContaining({ code: "cli.no_such_run" });
    await expect(outcomeOf({ resume: "repartition-lost" })).rejects.toThrow(missing);
  });

  it("files yesterday where no day is named", async () => {
    const { exitCode, ended } = await outcomeOf({});
    expect([exitCode, ended.error]).toEqual([1, "traffic.no_raw_data"]);
    expect(ended.execution).toMatch(/^repartition-yesterday-/);
  });

  it("files a range of days of the stack on AWS", async () => {
    deployed();
    const { exitCode, ended } = await outcomeOf({ from: day, to: day }, { stack: "prod", aws: true });
    expect([exitCode, ended.status]).toEqual([undefined, "SUCCEEDED"]);
  });

  it("prints for a person what happens, and what goes on with it", async () => {
    await repartition({ ...here(), day: "2024-03-20" });
    for (const told of ["traffic started", "traffic · PlanDays failed: traffic.no_raw_data", "2024-03-20"]) {
      expect(printed.text).toContain(told);
    }
    const [execution] = /repartition-2024-03-20-[0-9a-f]{8}/.exec(printed.text) ?? [];
    expect(printed.text).toContain(`: npx sluice repartition --resume ${execution} --state `);
  });

  it("is refused where the command line names no range, before anything is started", async () => {
    await expect(outcomeOf({ from: day })).rejects.toThrow(expect.objectContaining({ code: "cli.bad_days" }));
  });
});
