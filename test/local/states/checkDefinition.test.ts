import { describe, expect, it } from "vitest";
import type { StateMachineDefinition } from "../../../core/flow/Asl.ts";
import { checkDefinition } from "../../../local/states/checkDefinition.ts";

const checked = (definition: object) => () => checkDefinition(definition as StateMachineDefinition);
const within = (inner: object, outer: object = {}) => ({
  QueryLanguage: "JSONata",
  StartAt: "A",
  States: { A: { Type: "Parallel", Branches: [inner], End: true, ...outer } },
});
const succeed = { Type: "Succeed" };
const only = (state: object) => ({ QueryLanguage: "JSONata", StartAt: "A", States: { A: state } });

describe("checkDefinition", () => {
  it.each([
    ["query_language", { StartAt: "A", States: { A: { Type: "Succeed" } } }],
    ["query_language", only({ Type: "Succeed", QueryLanguage: "JSONPath" })],
    ["state_type", only({ Type: "Activity" })],
    ["field", only({ Type: "Succeed", InputPath: "$" })],
    ["target", { ...only({ Type: "Succeed" }), StartAt: "B" }],
    ["target", only({ Type: "Wait", Seconds: 1, Next: "B" })],
    ["target", only({ Type: "Wait", Seconds: 1 })],
    ["target", only({ Type: "Choice", Choices: [{ Condition: "{% true %}", Next: "B" }] })],
    ["target", only({ Type: "Choice", Choices: [], Default: "B" })],
    [
      "target",
      only({ Type: "Task", Resource: "r", End: true, Catch: [{ ErrorEquals: ["States.ALL"], Next: "toString" }] }),
    ],
    ["reserved_variable", only({ Type: "Wait", Seconds: 1, End: true, Assign: { states: 1 } })],
    ["expression_delimiters", only({ Type: "Succeed", Output: { a: ["{% 1"] } })],
    ["expression_syntax", only({ Type: "Succeed", Output: "{% 1 + %}" })],
    ["target", within({ StartAt: "B", States: {} })],
    ["target", within({ StartAt: "B", States: { B: { Type: "Pass", Next: "A" } } })],
    ["duplicate_state", within({ StartAt: "A", States: { A: succeed } })],
    ["state_type", within({ StartAt: "B", States: { B: { Type: "Activity" } } })],
    ["expression_syntax", within({ StartAt: "B", States: { B: { ...succeed, Output: "{% 1 + %}" } } })],
    [
      "outer_variable",
      within({ StartAt: "B", States: { B: { Type: "Pass", Assign: { x: 1 }, End: true } } }, { Assign: { x: 2 } }),
    ],
    [
      "outer_variable",
      within(
        {
          StartAt: "B",
          States: {
            B: { Type: "Choice", Choices: [{ Condition: "{% true %}", Next: "C", Assign: { x: 1 } }], Default: "C" },
            C: succeed,
          },
        },
        { Catch: [{ ErrorEquals: ["States.ALL"], Next: "A", Assign: { x: 2 } }] },
      ),
    ],
    ["field", only({ Type: "Map", ItemProcessor: { StartAt: "B", States: { B: succeed } }, ToleratedFailureCount: 1 })],
    [
      "map_mode",
      only({ Type: "Map", ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED" }, StartAt: "B", States: {} } }),
    ],
    ["heartbeat", only({ Type: "Task", Resource: "r", End: true, TimeoutSeconds: 5, HeartbeatSeconds: 5 })],
    [
      "reserved_variable",
      only({ Type: "Choice", Choices: [{ Condition: "{% 1 %}", Next: "A", Assign: { states: 1 } }] }),
    ],
  ])("refuses with states.%s: %o", (code, definition) => {
    expect(checked(definition)).toThrow(expect.objectContaining({ code: `states.${code}` }));
  });

  it("lets branches beside each other have variables of the same name", () => {
    const branch = (name: string) => ({
      StartAt: name,
      States: { [name]: { Type: "Pass", Assign: { x: 1 }, End: true } },
    });
    expect(checked(only({ Type: "Parallel", Branches: [branch("B"), branch("C")], End: true }))).not.toThrow();
  });
});
