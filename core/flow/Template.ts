import type { AslValue } from "./Asl.ts";
import { compile, type Expr, isExpr } from "./Expr.ts";
import { plainText, wrapped } from "./jsonata.ts";
import { isReference, type Reference } from "./references.ts";

type Literal<T> = unknown extends T
  ? Json
  : T extends string | number | boolean | null
    ? T
    : T extends readonly (infer E)[]
      ? readonly Template<E>[]
      : T extends object
        ? { readonly [K in keyof T]: Template<T[K]> }
        : never;

/** A value of type `T` in which any part may be an expression. */
export type Template<T> = Expr<T> | Literal<T>;

/** A template of no declared type: JSON, expressions, and references, which become ARNs. */
export type Json =
  | string
  | number
  | boolean
  | null
  | Expr<unknown>
  | Reference
  | readonly Json[]
  | { readonly [name: string]: Json };

/** The type of what a template gives. */
export type ValueOf<V> =
  V extends Expr<infer T>
    ? T
    : V extends Reference
      ? string
      : V extends readonly (infer E)[]
        ? ValueOf<E>[]
        : V extends object
          ? { -readonly [K in keyof V]: ValueOf<V[K]> }
          : V;

/** The definition's form of a template. */
export function renderTemplate(template: unknown, arnOf: (reference: Reference) => string): AslValue {
  if (isExpr(template)) return wrapped(compile(template).code);
  if (isReference(template)) return arnOf(template);
  if (typeof template === "string") return plainText(template);
  if (Array.isArray(template)) return template.map((item) => renderTemplate(item, arnOf));
  if (typeof template === "object" && template !== null) {
    const present = Object.entries(template).filter(([, item]) => item !== undefined);
    return Object.fromEntries(present.map(([name, item]) => [name, renderTemplate(item, arnOf)]));
  }
  return template as AslValue;
}

/** The variables that a template reads. */
export function readsOf(template: unknown): string[] {
  return leavesOf(template).flatMap((leaf) => (isExpr(leaf) ? [...compile(leaf).reads] : []));
}

/** The resources that a template names. */
export function referencesOf(template: unknown): Reference[] {
  return leavesOf(template).filter(isReference);
}

function leavesOf(template: unknown): unknown[] {
  const leaf = isExpr(template) || isReference(template) || typeof template !== "object" || template === null;
  return leaf ? [template] : Object.values(template).flatMap(leavesOf);
}
