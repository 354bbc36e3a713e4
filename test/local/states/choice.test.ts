import { describe, expect, it } from "vitest";
import type { AslState } from "../../../core/flow/Asl.ts";
import { machine, run } from "./fakeHost.ts";

const said: AslState = { Type: "Succeed", Output: { said: "{% $said %}", input: "{% $states.input %}" } };
const kind: AslState = {
  Type: "Choice",
  Choices: [
    { Condition: "{% $states.input.n > 10 %}", Assign: { said: "big" }, Output: "{% $states.input.n %}", Next: "Big" },
    { Condition: "{% $states.input.n > 5 %}", Assign: { said: "middle" }, Next: "Big" },
  ],
  Assign: { said: "small" },
  Default: "Small",
};
const states = { "Kind?": kind, Big: said, Small: said };

describe("a choice", () => {
  it("takes the first rule that holds, with its assignment and output", async () => {
    expect((await run(machine(states), { n: 11 })).outcome.output).toEqual({ said: "big", input: 11 });
    expect((await run(machine(states), { n: 6 })).outcome.output).toEqual({ said: "middle", input: { n: 6 } });
  });

  it("takes the default with the assignment of the state", async () => {
    const ran = await run(machine(states), { n: 1 });
    expect(ran.path).toEqual(["Kind?", "Small"]);
    expect(ran.outcome.output).toEqual({ said: "small", input: { n: 1 } });
  });

  it("fails where no rule holds and there is no default", async () => {
    const { Default: _, ...without } = kind;
    const ran = await run(machine({ ...states, "Kind?": without, Small: said }), { n: 1 });
    expect(ran.outcome).toMatchObject({ status: "FAILED", error: "States.Runtime" });
  });

  it.each([{ n: "text" }, {}])("fails where a condition has no truth value, as for %o", async (input) => {
    const ran = await run(machine(states), input);
    expect(ran.outcome).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError" });
  });

  it("fails where a condition is no boolean", async () => {
    const choice: AslState = { Type: "Choice", Choices: [{ Condition: "{% 1 %}", Next: "Big" }] };
    const ran = await run(machine({ "Kind?": choice, Big: said }), {});
    expect(ran.outcome.cause).toMatch(
      /The JSONata expression '1' specified for the field 'Choices\[0\]\/Condition' returned .* Expected 'boolean', but was 'number' for value: 1$/,
    );
  });
});
