import type { AslState } from "../../core/flow/Asl.ts";
import { choice } from "./choice.ts";
import { fail } from "./fail.ts";
import { map } from "./map.ts";
import { parallel } from "./parallel.ts";
import { pass } from "./pass.ts";
import type { Exit, Scope } from "./Scope.ts";
import { succeed } from "./succeed.ts";
import { task } from "./task.ts";
import { wait } from "./wait.ts";

/** Does what a state is there for, and says how it is left. @throws TaskError */
export function visit(state: AslState, scope: Scope): Promise<Exit> {
  switch (state.Type) {
    case "Task":
      return task(state, scope);
    case "Parallel":
      return parallel(state, scope);
    case "Map":
      return map(state, scope);
    case "Choice":
      return choice(state, scope);
    case "Wait":
      return wait(state, scope);
    case "Pass":
      return pass(state, scope);
    case "Succeed":
      return succeed(state, scope);
    case "Fail":
      return fail(state, scope);
  }
}
