import { describe, expect, it } from "vitest";
import type { StateMachineDefinition } from "../../../core/flow/Asl.ts";
import { checkDefinition } from "../../../local/states/checkDefinition.ts";

const checked = (definition: object) => () => checkDefinition(definition as StateMachineDefinition);
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
  ])("refuses with states.%s: %o", (code, definition) => {
    expect(checked(definition)).toThrow(expect.objectContaining({ code: `states.${code}` }));
  });
});
