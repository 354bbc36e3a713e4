import { compile, type Expr, exprOf, operand } from "../flow/Expr.ts";
import type { Failure } from "../flow/steps.ts";

/** How a job of this project ends its error message: as a SluiceError's name and code, and then what it says. */
const told = "SluiceError: ([a-z_]+[.][a-z_0-9]+): ";

/**
 * The error of a Glue job's failure: the code that the job ended with, so that it is named as a function's is; or what
 * Step Functions calls it, where the job did not come to say one. It never fails.
 */
export function jobError({ error, cause }: Expr<Failure>): Expr<string> {
  const message = `"ErrorMessage"\\s*:\\s*"(?:[^"\\x5C]|\\x5C.)*?${told}`;
  const group = `$match(${operand(cause)}, /${message}/, 1)[0].groups[0]`;
  const code = `($code := ${group}; $exists($code) ? $code : ${operand(error)})`;
  return exprOf(code, [...compile(cause).reads, ...compile(error).reads]);
}

/** A message without the name and code of a SluiceError, and what the service wrote before them. */
export function withoutCode(message: Expr<string>): Expr<string> {
  const code = `$replace(${operand(message)}, /^[^\\n]*?${told}/, "", 1)`;
  return exprOf(code, compile(message).reads);
}

/** The id of the job run that a failure's cause holds as JSON; an empty text where it holds none. */
export function jobRunId(cause: Expr<string>): Expr<string> {
  const group = `$match(${operand(cause)}, /"Id"\\s*:\\s*"(jr_[0-9a-f]+)"/, 1)[0].groups[0]`;
  return exprOf(`($id := ${group}; $exists($id) ? $id : "")`, compile(cause).reads);
}
