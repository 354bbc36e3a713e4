import { compile, type Expr, exprOf, operand } from "../../core/flow/Expr.ts";
import type { Failure } from "../../core/flow/steps.ts";
import { rangeSteps } from "./places.ts";

/**
 * A failure with the step within a range, and within a day, that its cause begins with: `Repartition.PublishDays.Commit`,
 * and the cause without it. Any other failure is as it was.
 */
export function innermost(failure: Expr<Failure>): Expr<Failure> {
  const { step, error, cause } = failure;
  const said = `$match(${operand(cause)}, /^(?:(?:${rangeSteps.join("|")}): )+/)[0].match`;
  const path = `$join($split($said, ": "), ".")`;
  const within = `${operand(step)} & "." & $substring(${path}, 0, $length(${path}) - 1)`;
  const inner = `{ "step": ${within}, "error": ${operand(error)}, "cause": $substringAfter(${operand(cause)}, $said) }`;
  const code = `($said := ${said}; ${operand(step)} = "Repartition" and $exists($said) ? ${inner} : ${operand(failure)})`;
  return exprOf(code, compile(failure).reads);
}
