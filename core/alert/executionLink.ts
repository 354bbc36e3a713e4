import { compile, type Expr, exprOf } from "../flow/Expr.ts";
import { literal } from "../flow/jsonata.ts";
import { executionPage } from "./consoleLinks.ts";

/** The console's page of an execution that is known only while the machine runs, by its ARN. */
export function executionLink(arn: Expr<string>): Expr<string> {
  const parts = executionPage("\n").split("\n").map(literal);
  const link = parts.join(" & $region & ");
  const code = `($arn := ${compile(arn).code}; $region := $split($arn, ":")[3]; ${link} & $arn)`;
  return exprOf(code, compile(arn).reads);
}
