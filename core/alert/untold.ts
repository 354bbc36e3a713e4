import { compile, type Expr, exprOf } from "../flow/Expr.ts";
import { literal } from "../flow/jsonata.ts";
import { toldMark } from "./reportedMarks.ts";

/** A cause without the mark of regions' executions, which is there for a rule and not for a reader. */
export function untold(cause: Expr<string>, pipeline: string): Expr<string> {
  return exprOf(`$replace(${compile(cause).code}, ${literal(toldMark(pipeline))}, "")`, compile(cause).reads);
}
