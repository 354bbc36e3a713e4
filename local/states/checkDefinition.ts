import type { AslStates, StateMachineDefinition } from "../../core/flow/Asl.ts";
import { checkState } from "./checkState.ts";
import { refused } from "./refused.ts";

/**
 * Refuses a definition that is not interpreted faithfully, before any of its states runs.
 *
 * @throws `states.query_language`, `states.state_type`, `states.field`, `states.target`, `states.reserved_variable`,
 * `states.outer_variable`, `states.duplicate_state`, `states.map_mode`, `states.heartbeat`, `states.expression_delimiters`,
 * `states.expression_syntax`
 */
export function checkDefinition(definition: StateMachineDefinition): void {
  checkLanguage(definition.QueryLanguage, "the definition");
  checkStates(definition, new Set(), new Set());
}

/**
 * @param names of all states so far, which must differ in the whole definition
 * @param outer variables of the enclosing scopes, which an inner scope reads but does not assign
 */
function checkStates(group: AslStates, names: Set<string>, outer: ReadonlySet<string>): void {
  const assigned = new Set([...outer, ...Object.values(group.States).flatMap(assignedBy)]);
  checkTarget(group, group.StartAt, "StartAt");
  for (const [name, state] of Object.entries(group.States)) {
    if (names.has(name)) throw refused("duplicate_state", name, "Two states have this name", "name one otherwise");
    names.add(name);
    checkLanguage(state.QueryLanguage ?? "JSONata", name);
    checkState(state, name);
    const shadowing = assignedBy(state).find((variable) => outer.has(variable));
    if (shadowing !== undefined)
      throw refused("outer_variable", name, `$${shadowing} is of an enclosing scope`, "name the variable otherwise");
    for (const target of targetsOf(state)) checkTarget(group, target, name);
    for (const inner of innerOf(state)) checkStates(inner, names, assigned);
  }
}

type State = AslStates["States"][string];

function checkLanguage(language: string | undefined, where: string): void {
  if (language === "JSONata") return;
  const what = `The query language is ${language ?? "JSONPath"}`;
  throw refused("query_language", where, what, 'write "QueryLanguage": "JSONata"');
}

function checkTarget(group: AslStates, target: string | undefined, where: string): void {
  if (target !== undefined && Object.hasOwn(group.States, target)) return;
  throw refused("target", where, `There is no state "${target ?? ""}"`, "name a state beside it");
}

function innerOf(state: State): readonly AslStates[] {
  if (state.Type === "Parallel") return state.Branches;
  return state.Type === "Map" ? [state.ItemProcessor] : [];
}

/** The ways out of a state that have fields of their own. */
function waysOf(state: State) {
  if (state.Type === "Choice") return state.Choices;
  return "Catch" in state ? (state.Catch ?? []) : [];
}

function targetsOf(state: State): (string | undefined)[] {
  const targets: (string | undefined)[] = waysOf(state).map(({ Next }) => Next);
  if (state.Type === "Succeed" || state.Type === "Fail") return targets;
  if (state.Type === "Choice") return state.Default === undefined ? targets : [...targets, state.Default];
  return state.End === true ? targets : [...targets, state.Next];
}

function assignedBy(state: State): string[] {
  return [state, ...waysOf(state)].flatMap((way) => ("Assign" in way ? Object.keys(way.Assign ?? {}) : []));
}
