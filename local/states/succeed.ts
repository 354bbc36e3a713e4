import type { AslSucceed } from "../../core/flow/Asl.ts";
import type { Exit, Scope } from "./Scope.ts";

/** Ends the line of states; its input is the output where none is named. */
export function succeed(state: AslSucceed, scope: Scope): Promise<Exit> {
  return scope.leave(state, "", scope.input);
}
