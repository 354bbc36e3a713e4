import { describe, expect, it } from "vitest";
import { matches } from "../../../local/states/matches.ts";

describe("matches", () => {
  it.each([
    [["Mine"], "Mine", true],
    [["Mine"], "mine", false],
    [["States.ALL"], "Mine", true],
    [["States.ALL"], "States.Timeout", true],
    [["States.ALL"], "States.QueryEvaluationError", true],
    [["States.ALL"], "States.Runtime", false],
    [["States.Runtime"], "States.Runtime", false],
    [["States.ALL"], "States.DataLimitExceeded", false],
    [["States.DataLimitExceeded"], "States.DataLimitExceeded", true],
    [["States.TaskFailed"], "Mine", true],
    [["States.TaskFailed"], "States.Timeout", false],
    [["States.Timeout"], "States.Timeout", true],
    [["States.TaskFailed"], "States.DataLimitExceeded", false],
  ])("says of %o and %s: %s", (errorEquals, error, expected) => {
    expect(matches(errorEquals, error)).toBe(expected);
  });
});
