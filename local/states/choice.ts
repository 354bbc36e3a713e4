import type { AslChoice } from "../../core/flow/Asl.ts";
import type { Exit, Scope } from "./Scope.ts";

/**
 * Takes the first rule whose condition is true, or the default; with neither the error is States.Runtime, as the name
 * States.NoChoiceMatched is reserved.
 */
export async function choice(state: AslChoice, scope: Scope): Promise<Exit> {
  for (const [index, rule] of state.Choices.entries()) {
    const field = `Choices[${index}]/`;
    const holds = await scope.evaluateAs(rule.Condition, `${field}Condition`, "boolean", isBoolean);
    if (holds) return scope.leave(rule, field, scope.input);
  }
  if (state.Default !== undefined) return { ...(await scope.leave(state, "", scope.input)), next: state.Default };
  throw scope.failure("States.Runtime", "Failed to transition out of the state: none of its rules holds.");
}

const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
