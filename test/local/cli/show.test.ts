import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { zipcodes } from "../../../datasets/zipcodes.ts";
import { show } from "../../../local/cli/commands/show.ts";
import type { Followed } from "../../../local/cli/followRun.ts";
import type { StatePassage } from "../../../local/cli/runStates.ts";
import { runningPipeline } from "../../e2e/runningPipeline.ts";

const pipeline = runningPipeline();
let good: Followed;
let bad: Followed;
let told = "";

beforeAll(async () => {
  const header = "zip_code,latitude,longitude,city,state,county\n";
  good = await pipeline.land(zipcodes, "good.csv", `${header}00501,40.9,-72.6,Holtsville,NY,Suffolk\n`);
  bad = await pipeline.land(zipcodes, "bad.csv", "zip_code,what\n00501,1\n");
});

beforeEach(() => {
  told = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    told += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

const showRun = (run: string, json = false) => show(run, { json }, [pipeline.stateDir]);
const stateOf = (execution: { states: StatePassage[] }, name: string) => {
  const found = execution.states.find(({ state }) => state === name);
  if (found === undefined) throw new Error(`The run has not been in ${name}`);
  return found;
};
const statesOf = (execution: { states: { state: string }[] }) => execution.states.map(({ state }) => state);

describe("what is shown of a run", () => {
  it("is, of one that succeeded, each machine's states in both regions, and exit code 0", async () => {
    await showRun(good.run);
    expect(process.exitCode).toBeUndefined();
    const heads = told.split("\n").filter((line) => /^\S/.test(line));
    expect(heads.map((line) => line.split(/ {2,}/).slice(0, 3).join(" "))).toEqual([
      expect.stringMatching(new RegExp(`^csv-lake ${pipeline.near} SUCCEEDED in \\d+\\.\\d\\d s$`)),
      ...[expect.stringMatching(/^csv-lake-(near|far) /), expect.stringMatching(/^csv-lake-(near|far) /)],
    ]);
    for (const state of ["ConvertInline", "Verify", "StartFar", "PublishNear", "Commit", "Register"]) {
      expect(told).toMatch(new RegExp(`^ +\\d+\\.\\d\\d s {2}${state} +\\d+\\.\\d\\d s$`, "m"));
    }
    expect(told).toMatch(/^ {2}input {2}\{"run":"zipcodes-/m);
    expect(told).toMatch(/^ {2}output \{.*"written":1/m);
  });

  it("is, of one that failed, the step's error and the run's, and exit code 1", async () => {
    await showRun(bad.execution);
    expect(process.exitCode).toBe(1);
    expect(told).toMatch(/^ +err {2}file\.unknown_column: /m);
    expect(told).toMatch(/^ {2}error {2}file\.unknown_column: .*"what"/m);
    expect(told).not.toContain("Verify");
  });

  it("is whole as JSON: passages with their arguments, outputs and errors, as Step Functions told them", async () => {
    await showRun(good.run, true);
    const executions = JSON.parse(told);
    expect(executions).toHaveLength(3);
    const [main] = executions;
    expect(main).toMatchObject({ name: good.execution, region: pipeline.near, status: "SUCCEEDED" });
    expect(statesOf(main)).toEqual(expect.arrayContaining(["ConvertInline", "Verify", "PublishNear"]));
    expect(statesOf(main).at(-1)).toBe("Published");
    const convert = stateOf(main, "ConvertInline");
    expect(convert.arguments).toMatchObject({ Payload: { run: { run: good.run } } });
    expect(convert.output).toMatchObject({ Payload: { read: 1 } });
    expect(convert.errors).toEqual([]);
    for (const { milliseconds } of main.states) expect(milliseconds).toBeGreaterThanOrEqual(0);
  });

  it("is, as JSON of one that failed, the error in the state where it happened", async () => {
    await showRun(bad.run, true);
    expect(process.exitCode).toBe(1);
    const [main, ...others] = JSON.parse(told);
    expect(others).toEqual([]);
    expect(main).toMatchObject({ status: "FAILED", error: "file.unknown_column" });
    expect(statesOf(main)).not.toContain("Verify");
    expect(statesOf(main).slice(-2)).toEqual(["IsMailed", "Failed"]);
    expect(stateOf(main, "ConvertInline").errors).toEqual([expect.objectContaining({ error: "file.unknown_column" })]);
  });

  it("is refused for a run that no folder knows, naming the folders", async () => {
    const refused = show("zipcodes-unknown", {}, [pipeline.stateDir]);
    await expect(refused).rejects.toMatchObject({ code: "cli.no_such_run", where: pipeline.stateDir });
  });
});
