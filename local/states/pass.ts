import type { AslPass } from "../../core/flow/Asl.ts";
import type { Exit, Scope } from "./Scope.ts";

/** Gives its Output, or its input where none is named. */
export function pass(state: AslPass, scope: Scope): Promise<Exit> {
  return scope.leave(state, "", scope.input);
}
