import type { AslMap } from "../../core/flow/Asl.ts";
import { recordingFailure } from "./recordingFailure.ts";
import { retrying } from "./retrying.ts";
import { type Line, runLines } from "./runLines.ts";
import type { Exit, Scope } from "./Scope.ts";

/** The most iterations of an inline Map that run at once. */
const CONCURRENCY_LIMIT = 40;

/**
 * Runs its states once for each item; its result is the list of the outputs. Any iteration that fails fails it.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html
 */
export function map(state: AslMap, scope: Scope): Promise<Exit> {
  return retrying(state, scope, () => attempt(state, scope));
}

async function attempt(state: AslMap, scope: Scope): Promise<Exit> {
  const { chain } = scope.frame;
  const items =
    state.Items === undefined
      ? await scope.check(scope.input, "Items", "array", Array.isArray)
      : await scope.evaluateAs(state.Items, "Items", "array", Array.isArray);
  const limit = await concurrency(state, scope);
  await chain.record("MapStateStarted", { mapStateStartedEventDetails: { length: items.length } });
  const result = await recordingFailure(scope, "MapStateFailed", async () => {
    const lines = await Promise.all(items.map((item, index) => lineOf(state, scope, item, index)));
    return runLines(scope, lines, limit);
  });
  scope.limit(result, "result");
  await chain.record("MapStateSucceeded");
  return scope.leave(state, "", result, { result });
}

async function concurrency(state: AslMap, scope: Scope): Promise<number> {
  const given = await scope.evaluateAs(state.MaxConcurrency ?? 0, "MaxConcurrency", "integer", isCount);
  return given === 0 ? CONCURRENCY_LIMIT : Math.min(given, CONCURRENCY_LIMIT);
}

async function lineOf(state: AslMap, scope: Scope, item: unknown, index: number): Promise<Line> {
  const context = { ...scope.frame.context, Map: { Item: { Index: index, Value: item } } };
  const { ItemSelector, ItemProcessor } = state;
  const selected = { ...scope.context, Map: context.Map };
  const input =
    ItemSelector === undefined ? item : await scope.evaluate(ItemSelector, "ItemSelector", { context: selected });
  scope.limit(input, "input of an iteration");
  return { states: ItemProcessor, input, context, iteration: { name: scope.name, index } };
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0;
