import jsonata from "jsonata";
import type { AslState } from "../../core/flow/Asl.ts";
import { codeIn } from "./evaluate.ts";
import { refused } from "./refused.ts";

const COMMON = ["Type", "Comment", "QueryLanguage"];
const LEAVING = ["Assign", "Output", "Next", "End"];

/** The fields of each type of state that is interpreted. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Task: ["Resource", "Arguments", "TimeoutSeconds", "HeartbeatSeconds", "Retry", "Catch", ...LEAVING],
  Parallel: ["Branches", "Arguments", "Retry", "Catch", ...LEAVING],
  Map: ["Items", "ItemSelector", "ItemProcessor", "MaxConcurrency", "Retry", "Catch", ...LEAVING],
  Choice: ["Choices", "Default", "Assign", "Output"],
  Wait: ["Seconds", "Timestamp", ...LEAVING],
  Pass: LEAVING,
  Succeed: ["Output"],
  Fail: ["Error", "Cause"],
};

/** Refuses a state with what is not interpreted; the states within it are not looked at. @throws `states.*` */
export function checkState(state: AslState, where: string): void {
  checkFields(state, where);
  checkVariables(state, where);
  if (state.Type === "Map") checkMode(state.ItemProcessor.ProcessorConfig ?? { Mode: "INLINE" }, where);
  if (state.Type === "Task") checkHeartbeat(state.TimeoutSeconds, state.HeartbeatSeconds, where);
  const own = Object.entries(state).filter(([field]) => field !== "Branches" && field !== "ItemProcessor");
  checkTexts(Object.fromEntries(own), where);
}

function checkFields(state: object & { Type: string }, where: string): void {
  const known = FIELDS[state.Type];
  if (known === undefined) {
    const what = `States of type ${state.Type} are not interpreted`;
    throw refused("state_type", where, what, `use ${Object.keys(FIELDS).join(", ")}`);
  }
  const unknown = Object.keys(state).find((field) => !known.includes(field) && !COMMON.includes(field));
  if (unknown === undefined) return;
  const mend = unknown.startsWith("Tolerated")
    ? "that is of distributed Maps: catch the error in the item's states"
    : "remove it";
  throw refused("field", where, `The field ${unknown} of a ${state.Type} is not interpreted`, mend);
}

function checkVariables(value: unknown, where: string): void {
  if (typeof value !== "object" || value === null) return;
  const { Assign, Choices, Catch } = value as Record<string, unknown>;
  if (typeof Assign === "object" && Assign !== null && Object.hasOwn(Assign, "states"))
    throw refused("reserved_variable", where, "The variable states is reserved", "name it otherwise");
  for (const way of [Choices, Catch].flat()) checkVariables(way, where);
}

function checkMode(config: { Mode?: string }, where: string): void {
  if (config.Mode === undefined || config.Mode === "INLINE") return;
  throw refused("map_mode", where, `A Map of mode ${config.Mode} is not interpreted`, "use the mode INLINE");
}

function checkHeartbeat(timeout: unknown, heartbeat: unknown, where: string): void {
  if (typeof timeout !== "number" || typeof heartbeat !== "number" || heartbeat < timeout) return;
  const what = `HeartbeatSeconds ${heartbeat} is not less than TimeoutSeconds ${timeout}`;
  throw refused("heartbeat", where, what, "give it fewer seconds");
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
    const what = `"${code}" is not JSONata: ${(cause as Error).message}`;
    throw refused("expression_syntax", where, what, "correct the expression");
  }
}
