import { compile, type Expr, exprOf, operand } from "./Expr.ts";

/**
 * The text of a named field in JSON that arrives as text, such as the cause of a caught error; or all of the text
 * where it holds no such field. It never fails, also where the JSON was cut off.
 *
 * @param names the field's possible names; the first that occurs is taken
 * @example
 * textField(failure.cause, "errorMessage") // of a Lambda function's error
 */
export function textField(json: Expr<string>, ...names: readonly [string, ...string[]]): Expr<string> {
  const field = `"(?:${names.join("|")})"\\s*:\\s*"(${jsonText}*)"`;
  const group = `$match(${operand(json)}, /${field}/, 1)[0].groups[0]`;
  const code = `($found := ${group}; $exists($found) ? $parse('"' & $found & '"') : ${operand(json)})`;
  return exprOf(code, compile(json).reads);
}

/**
 * One character of a JSON string. Backslash and slash are written by their codes: JSONata's scanner would take the one
 * to escape what follows, and the other to end the expression.
 */
const jsonText = '(?:[^"\\x5C\\x00-\\x1F]|\\x5C(?:["\\x5C\\x2Fbfnrt]|u[0-9A-Fa-f]{4}))';
