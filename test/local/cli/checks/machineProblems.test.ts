import { expect, it } from "vitest";
import { machineProblems } from "../../../../local/cli/checks/machineProblems.ts";

const definition = (state: object) =>
  JSON.stringify({ QueryLanguage: "JSONata", StartAt: "Done", States: { Done: state } });

it("finds nothing wrong with a definition that AWS's schema takes", () => {
  expect(machineProblems("machine a", definition({ Type: "Succeed" }))).toEqual([]);
});

it("tells, of a state that the schema refuses, where it is", () => {
  expect(machineProblems("machine a", definition({ Type: "Wait", Seconds: 5 }))).toEqual(
    expect.arrayContaining([expect.stringMatching(/^machine a: .*Done/)]),
  );
});

it("tells a way that leads nowhere", () => {
  expect(machineProblems("machine a", definition({ Type: "Pass", Next: "Gone" })).join()).toContain("Gone");
});

it("tells a definition that is no JSON", () => {
  expect(machineProblems("machine a", "{")).toEqual([
    expect.stringMatching(/^machine a: the definition is not JSON: /),
  ]);
});
