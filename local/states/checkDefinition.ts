import jsonata from "jsonata";
import { SluiceError } from "../../core/errors.ts";
import type { StateMachineDefinition } from "../../core/flow/Asl.ts";
import { codeIn } from "./evaluate.ts";

const COMMON = ["Type", "Comment", "QueryLanguage"];

/** The fields of each type of state that is interpreted. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Task: ["Resource", "Arguments", "TimeoutSeconds", "Retry", "Catch", "Assign", "Output", "Next", "End"],
  Choice: ["Choices", "Default", "Assign", "Output"],
  Wait: ["Seconds", "Timestamp", "Assign", "Output", "Next", "End"],
  Succeed: ["Output"],
  Fail: ["Error", "Cause"],
};

/**
 * Refuses a definition that is not interpreted faithfully, before any of its states runs.
 *
 * @throws `states.query_language`, `states.state_type`, `states.field`, `states.target`, `states.reserved_variable`,
 * `states.expression_delimiters`, `states.expression_syntax`
 */
export function checkDefinition(definition: StateMachineDefinition): void {
  checkLanguage(definition.QueryLanguage, "the definition");
  checkTarget(definition, definition.StartAt, "StartAt");
  for (const [name, state] of Object.entries(definition.States)) {
    checkLanguage(state.QueryLanguage ?? "JSONata", name);
    checkFields(state, name);
    checkTargets(definition, state, name);
    checkTexts(state, name);
  }
}

function checkLanguage(language: string | undefined, where: string): void {
  if (language === "JSONata") return;
  throw refused(
    "query_language",
    where,
    `The query language is ${language ?? "JSONPath"}`,
    'write "QueryLanguage": "JSONata"',
  );
}

function checkFields(state: object & { Type: string }, where: string): void {
  const known = FIELDS[state.Type];
  if (known === undefined)
    throw refused(
      "state_type",
      where,
      `States of type ${state.Type} are not interpreted`,
      `use ${Object.keys(FIELDS).join(", ")}`,
    );
  const unknown = Object.keys(state).find((field) => !known.includes(field) && !COMMON.includes(field));
  if (unknown !== undefined)
    throw refused("field", where, `The field ${unknown} of a ${state.Type} is not interpreted`, "remove it");
}

function checkTargets(
  definition: StateMachineDefinition,
  state: StateMachineDefinition["States"][string],
  where: string,
): void {
  const ways = state.Type === "Choice" ? state.Choices : state.Type === "Task" ? (state.Catch ?? []) : [];
  for (const way of ways) checkTarget(definition, way.Next, where);
  for (const assign of [state, ...ways]) {
    if ("Assign" in assign && assign.Assign !== undefined && Object.hasOwn(assign.Assign, "states")) {
      throw refused("reserved_variable", where, "The variable states is reserved", "name it otherwise");
    }
  }
  if (state.Type === "Choice" && state.Default !== undefined) checkTarget(definition, state.Default, where);
  if ((state.Type === "Task" || state.Type === "Wait") && state.End !== true)
    checkTarget(definition, state.Next, where);
}

function checkTarget(definition: StateMachineDefinition, target: string | undefined, where: string): void {
  if (target !== undefined && Object.hasOwn(definition.States, target)) return;
  throw refused("target", where, `There is no state "${target ?? ""}"`, "name a state of the definition");
}

function checkTexts(value: unknown, where: string): void {
  if (typeof value === "string") checkText(value, where);
  else if (typeof value === "object" && value !== null)
    for (const item of Object.values(value)) checkTexts(item, where);
}

function checkText(text: string, where: string): void {
  const code = codeIn(text);
  if (code === undefined) {
    if (!text.startsWith("{%") && !text.endsWith("%}")) return;
    throw refused("expression_delimiters", where, `"${text}" has one of {% and %} only`, "write both, or neither");
  }
  try {
    jsonata(code);
  } catch (cause) {
    throw refused(
      "expression_syntax",
      where,
      `"${code}" is not JSONata: ${(cause as Error).message}`,
      "correct the expression",
    );
  }
}

function refused(code: string, where: string, what: string, mend: string): SluiceError {
  return new SluiceError(`states.${code}`, what, { where, mend });
}
