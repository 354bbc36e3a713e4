import { SluiceError } from "../errors.ts";
import { fieldAccess } from "./jsonata.ts";

declare const value: unique symbol;

type Primitive = string | number | boolean | bigint | null | undefined;
type Missing<T> = null extends T ? undefined : undefined extends T ? undefined : never;

type Fields<T> = [unknown] extends [T]
  ? unknown
  : [T] extends [Primitive]
    ? unknown
    : NonNullable<T> extends readonly (infer E)[]
      ? { readonly [index: number]: Expr<E | undefined> }
      : { readonly [K in keyof NonNullable<T>]-?: Expr<NonNullable<T>[K] | Missing<T>> };

/**
 * A value that is known only while the machine runs, of type `T`. Its fields are expressions too; it compiles to JSONata.
 * A field that may be absent is `Expr<... | undefined>`, which no required argument takes: give it a value with `orElse`.
 */
export type Expr<T> = { readonly [value]: T } & Fields<T>;

/** What an expression compiles to: its JSONata, whether that binds like a single term, the variables that it reads. */
export interface Compiled {
  readonly code: string;
  readonly term: boolean;
  readonly reads: ReadonlySet<string>;
}

const compiled = new WeakMap<object, Compiled>();

/** Makes an expression of JSONata text; `reads` names the variables in it, without `$`. */
export function exprOf<T>(code: string, reads: Iterable<string> = [], term = true): Expr<T> {
  return proxyOf({ code, term, reads: new Set(reads) }) as Expr<T>;
}

/** The value of a variable. */
export function variable<T>(name: string): Expr<T> {
  return exprOf(`$${name}`, [name]);
}

export function isExpr(candidate: unknown): candidate is Expr<unknown> {
  return typeof candidate === "object" && candidate !== null && compiled.has(candidate);
}

/** What the expression compiles to. */
export function compile(expression: Expr<unknown>): Compiled {
  const found = compiled.get(expression);
  if (found === undefined)
    throw new SluiceError("flow.not_expression", "A value that is no expression was given as one");
  return found;
}

/** The code of an expression as an operand: in parentheses unless it is a single term. */
export function operand(expression: Expr<unknown>): string {
  const { code, term } = compile(expression);
  return term ? code : `(${code})`;
}

function proxyOf(self: Compiled): object {
  const proxy = new Proxy(Object.freeze({}), { get: (_, key) => fieldOf(self, key) });
  compiled.set(proxy, self);
  return proxy;
}

function fieldOf(self: Compiled, key: string | symbol): unknown {
  if (key === Symbol.toPrimitive) throw asText(self);
  if (typeof key === "symbol") return undefined;
  const base = self.term ? self.code : `(${self.code})`;
  return proxyOf({ code: base + fieldAccess(key), term: true, reads: self.reads });
}

function asText(self: Compiled): SluiceError {
  return new SluiceError("flow.expression_as_text", `${self.code} is known only at run time and was used as a text`, {
    mend: "write text`...` before the template",
  });
}
