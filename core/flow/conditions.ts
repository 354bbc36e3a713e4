import { compile, type Expr, exprOf, isExpr, operand } from "./Expr.ts";
import { literal } from "./jsonata.ts";

/** A test that a choice or a polling loop makes. */
export type Condition = Expr<boolean>;

type Scalar = string | number | boolean | null | undefined;
type Ordered = string | number;
type Other<T> = Expr<T> | Exclude<T, undefined>;

export function eq<T extends Scalar>(left: Expr<T>, right: Other<NoInfer<T>>): Condition {
  return binary(left, "=", right);
}

export function ne<T extends Scalar>(left: Expr<T>, right: Other<NoInfer<T>>): Condition {
  return binary(left, "!=", right);
}

export function gt<T extends Ordered>(left: Expr<T>, right: Other<Widened<NoInfer<T>>>): Condition {
  return binary(left, ">", right);
}

export function ge<T extends Ordered>(left: Expr<T>, right: Other<Widened<NoInfer<T>>>): Condition {
  return binary(left, ">=", right);
}

export function lt<T extends Ordered>(left: Expr<T>, right: Other<Widened<NoInfer<T>>>): Condition {
  return binary(left, "<", right);
}

export function le<T extends Ordered>(left: Expr<T>, right: Other<Widened<NoInfer<T>>>): Condition {
  return binary(left, "<=", right);
}

export function and(...conditions: [Condition, Condition, ...Condition[]]): Condition {
  return joined(conditions, " and ");
}

export function or(...conditions: [Condition, Condition, ...Condition[]]): Condition {
  return joined(conditions, " or ");
}

export function not(condition: Condition): Condition {
  return exprOf(`$not(${compile(condition).code})`, compile(condition).reads);
}

/** Whether the value is there at all; a JSON null is. */
export function exists(expression: Expr<unknown>): Condition {
  return exprOf(`$exists(${compile(expression).code})`, compile(expression).reads);
}

/** Whether the value is a JSON null; one that is absent is not. `notNull` gives it to the branches where it is none. */
export function isNull(expression: Expr<unknown>): Condition {
  return binary(expression, "=", null);
}

/** The value, or `fallback` where it is absent or null. */
export function orElse<T, const F extends Scalar>(expression: Expr<T>, fallback: Other<F>): Expr<NonNullable<T> | F> {
  const value = operand(expression);
  const code = `$exists(${value}) and ${value} != null ? ${value} : ${codeOf(fallback)}`;
  return exprOf(code, readsOf(expression, fallback), false);
}

type Widened<T> = T extends number ? number : string;

function binary(left: Expr<unknown>, operator: string, right: unknown): Condition {
  return exprOf(`${operand(left)} ${operator} ${codeOf(right)}`, readsOf(left, right), false);
}

function joined(conditions: readonly Condition[], operator: string): Condition {
  return exprOf(conditions.map(operand).join(operator), readsOf(...conditions), false);
}

function codeOf(side: unknown): string {
  return isExpr(side) ? operand(side) : literal(side);
}

function readsOf(...sides: unknown[]): string[] {
  return sides.flatMap((side) => (isExpr(side) ? [...compile(side).reads] : []));
}
