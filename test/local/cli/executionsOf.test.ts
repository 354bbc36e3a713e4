import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { executionsOf } from "../../../local/cli/executionsOf.ts";
import { ExecutionStore } from "../../../local/services/states/ExecutionStore.ts";

let stateDir: string;

beforeAll(() => {
  stateDir = mkdtempSync(join(tmpdir(), "sluice-executions-"));
  keep("us-east-1", "far", "readings-ab-0", "2024-01-01T00:00:02.000Z");
  keep("eu-west-1", "main", "readings-ab-0", "2024-01-01T00:00:01.000Z");
  keep("eu-west-1", "main", "readings-ab-1", "2024-01-01T00:00:03.000Z");
  keep("eu-west-1", "main", "readings-abc-0", "2024-01-01T00:00:04.000Z");
  keep("eu-west-1", "main", "readings.ab-0", "2024-01-01T00:00:05.000Z");
});
afterAll(() => rmSync(stateDir, { recursive: true }));

function keep(region: string, machine: string, name: string, startDate: string): void {
  const arn = `arn:aws:states:${region}:000000000000:execution:${machine}:${name}`;
  const state = { arn, name, machineArn: "m", status: "RUNNING", startDate, input: "{}" } as const;
  const open = { stopDate: undefined, output: undefined, error: undefined, cause: undefined };
  new ExecutionStore(stateDir, { region, name: machine }).start({ ...state, ...open });
}

const namesOf = (run: string) =>
  executionsOf(stateDir, run).map(({ state }) => state.arn.split(":").slice(-2).join(" "));

describe("the executions of a run", () => {
  it("are those of every region, machine and attempt, oldest first", () => {
    expect(namesOf("readings-ab")).toEqual(["main readings-ab-0", "far readings-ab-0", "main readings-ab-1"]);
  });

  it("are those of one attempt where an execution is named", () => {
    expect(namesOf("readings-ab-1")).toEqual(["main readings-ab-1"]);
  });

  it("are of that very name: no sign in it is a pattern", () => {
    expect(namesOf("readings.ab")).toEqual(["main readings.ab-0"]);
    expect(namesOf(".*")).toEqual([]);
    expect(namesOf("readings")).toEqual([]);
  });

  it("are none where nothing is kept, and nothing is made by asking", () => {
    const absent = join(stateDir, "absent");
    expect(executionsOf(absent, "readings-ab")).toEqual([]);
    expect(readdirSync(stateDir).sort()).toEqual(["eu-west-1", "us-east-1"]);
  });
});
