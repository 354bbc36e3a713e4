import { compile, type Expr, exprOf } from "./Expr.ts";

/** The same value, where a choice before it has made sure that it is there. */
export function notNull<T>(expression: Expr<T | null>): Expr<T> {
  const { code, reads, term } = compile(expression);
  return exprOf(code, reads, term);
}
