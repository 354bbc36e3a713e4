import { compile, type Expr, exprOf, operand } from "../../core/flow/Expr.ts";
import type { Attempt } from "../../core/flow/steps.ts";

/** Error and cause of the first nested execution that failed, as its own cause tells them; empty where none did. */
export function firstFailed<T>(attempts: Expr<readonly Attempt<T>[]>): Expr<{ error: string; cause: string }> {
  const failed = `$failed := ${operand(attempts)}[failed = true]`;
  const told = `$told := $failed[0].error.cause`;
  const parsed = `$ended := $substring($told, 0, 1) = "{" ? $parse($told) : {}`;
  const error = `$exists($ended.Error) ? $ended.Error : $failed[0].error.error`;
  const cause = `$exists($ended.Cause) ? $ended.Cause : $told`;
  const code = `($count(${operand(attempts)}[failed = true]) = 0 ? { "error": "", "cause": "" } : (${failed}; ${told}; ${parsed}; { "error": ${error}, "cause": ${cause} }))`;
  return exprOf(code, compile(attempts).reads);
}
