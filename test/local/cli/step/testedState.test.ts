import { describe, expect, it } from "vitest";
import { remembered, testedState } from "../../../../local/cli/step/testedState.ts";

const machine = { arn: "arn:aws:states:eu-west-1:000000000000:stateMachine:m", name: "m", roleArn: "role" };
const moment = { input: { i: 1 }, variables: { v: 2 }, execution: { name: "r-0", input: { e: 3 } } };
const state = {
  Type: "Task" as const,
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { FunctionName: "f", Payload: { run: "{% $states.context.Execution.Input %}", text: "$states.context" } },
  End: true as const,
};

describe("what TestState is asked for a state", () => {
  it("has the context object as a variable, in expressions alone", () => {
    const asked = testedState({ name: "S", state, machine, moment });
    const { Arguments, QueryLanguage } = JSON.parse(asked.definition ?? "");
    expect(QueryLanguage).toBe("JSONata");
    expect(Arguments.Payload).toEqual({ run: "{% $sluiceContext.Execution.Input %}", text: "$states.context" });
    const { sluiceContext, ...variables } = JSON.parse(asked.variables ?? "");
    expect(variables).toEqual({ v: 2 });
    expect(sluiceContext).toMatchObject({
      Execution: { Id: "arn:aws:states:eu-west-1:000000000000:execution:m:r-0", Name: "r-0", Input: { e: 3 } },
      State: { Name: "S" },
    });
    expect(asked).toMatchObject({ roleArn: "role", input: '{"i":1}', inspectionLevel: "DEBUG" });
    expect(asked.context).toBeUndefined();
  });

  it("has a given payload as a variable, and both are forgotten afterwards", () => {
    const asked = testedState({ name: "S", state, machine, moment, payload: { value: "{% 1 %}" } });
    expect(JSON.parse(asked.definition ?? "").Arguments).toEqual({
      FunctionName: "f",
      Payload: "{% $sluicePayload %}",
    });
    expect(JSON.parse(asked.variables ?? "").sluicePayload).toBe("{% 1 %}");
    expect(remembered(asked.variables)).toEqual({ v: 2 });
  });
});
