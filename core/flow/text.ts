import { compile, type Expr, exprOf, isExpr, operand } from "./Expr.ts";
import { literal } from "./jsonata.ts";

/** What may stand in a text: an expression (objects are written as JSON, an absent value as nothing) or a literal. */
export type TextPart = Expr<unknown> | string | number | boolean;

/**
 * Mixes literal text and expressions into one text.
 *
 * @example
 * text`Run ${input.run} failed in ${failure.step}: ${failure.cause}`
 */
export function text(strings: TemplateStringsArray, ...parts: TextPart[]): Expr<string> {
  const pieces = strings.flatMap((piece, index) => {
    const part = parts[index];
    return part === undefined ? [literal(piece)] : [literal(piece), codeOf(part)];
  });
  const shown = pieces.filter((piece, index) => index === 0 || piece !== '""');
  const reads = parts.flatMap((part) => (isExpr(part) ? [...compile(part).reads] : []));
  return exprOf(shown.join(" & "), reads, shown.length === 1);
}

function codeOf(part: TextPart): string {
  return isExpr(part) ? operand(part) : literal(String(part));
}
