import { describe, expect, it } from "vitest";
import { machine, run } from "./fakeHost.ts";

describe("a Pass", () => {
  it("gives its input where it has no output, and what it says otherwise", async () => {
    expect((await run(machine({ A: { Type: "Pass", End: true } }), { n: 1 })).outcome.output).toEqual({ n: 1 });
    const said = machine({ A: { Type: "Pass", Output: { m: "{% $states.input.n + 1 %}" }, End: true } });
    expect((await run(said, { n: 1 })).outcome.output).toEqual({ m: 2 });
  });

  it("assigns variables for the states after it", async () => {
    const assigned = machine({
      A: { Type: "Pass", Assign: { x: "{% $states.input.n %}" }, Output: "gone", Next: "B" },
      B: { Type: "Succeed", Output: "{% [$x, $states.input] %}" },
    });
    const ran = await run(assigned, { n: 1 });
    expect(ran.outcome.output).toEqual([1, "gone"]);
    expect(ran.events.map(({ type }) => type).slice(1, 3)).toEqual(["PassStateEntered", "PassStateExited"]);
  });
});
