import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { projectFolder } from "../../../local/cli/folders.ts";
import type { Change } from "./Change.ts";
import type { Mutant } from "./Mutant.ts";
import { patternChanges } from "./patternChanges.ts";
import { pythonChanges } from "./pythonChanges.ts";
import { sqlChanges } from "./sqlChanges.ts";

/** What of a file is changed beside its conditions. */
export interface Changed {
  /** What its texts are; of Python nothing is asked. */
  readonly texts: "patterns" | "SQL";
  /** Whether its numbers are limits, and not places of a text. */
  readonly numbers: boolean;
  /** Whether its regular expressions are of texts in files, and not of what a contract declares. */
  readonly expressions: boolean;
}

/**
 * The mutants of a source file, read off its syntax: its texts changed as what they are, its numbers moved by one, its
 * conditions negated, each part of a conjunction or disjunction left out, comparisons moved across their bound.
 */
export function mutantsOf(file: string, changed: Changed): Mutant[] {
  const source = readFileSync(join(projectFolder, file), "utf8");
  if (file.endsWith(".py"))
    return pythonChanges(source).map((change) => ({ ...change, file, ...about(source, change) }));
  const parsed = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const changes: Change[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
    changes.push(...changesOf(node, changed));
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return changes.map((change) => ({ ...change, file, ...about(source, change) }));
}

function about(source: string, { start, end, replacement }: Change): Pick<Mutant, "line" | "told"> {
  const before = source.slice(0, start);
  const lineStart = before.lastIndexOf("\n") + 1;
  const lineEnd = source.indexOf("\n", end);
  const rest = source.slice(end, lineEnd === -1 ? undefined : lineEnd);
  const was = `${source.slice(lineStart, start)}«${source.slice(start, end)}»${rest}`.trim();
  return { line: before.split("\n").length, told: `${was} -> «${replacement}»` };
}

function changesOf(node: ts.Node, changed: Changed): Change[] {
  if (isText(node))
    return ts.isRegularExpressionLiteral(node) && !changed.expressions ? [] : textChanges(node, changed);
  if (ts.isNumericLiteral(node) || ts.isBigIntLiteral(node)) return changed.numbers ? numberChanges(node) : [];
  if (ts.isIfStatement(node)) return [replaced(node.expression, "condition negated", (text) => `!(${text})`)];
  if (ts.isConditionalExpression(node)) {
    return [replaced(node.condition, "condition negated", (text) => `!(${text})`)];
  }
  if (ts.isPropertyAssignment(node) && node.name.getText() === "when") {
    return [replaced(node.initializer, "check dropped", () => '"false"')];
  }
  return ts.isBinaryExpression(node) && !isInLoopHead(node) ? binaryChanges(node) : [];
}

type Text = ts.StringLiteral | ts.TemplateLiteral | ts.RegularExpressionLiteral;

function isText(node: ts.Node): node is Text {
  return ts.isStringLiteral(node) || ts.isTemplateLiteral(node) || ts.isRegularExpressionLiteral(node);
}

/**
 * The text without its quotes; of SQL also without what its holes are filled with. A constant in which nothing is to be
 * changed loses each of its characters.
 */
function textChanges(node: Text, { texts }: Changed): Change[] {
  const raw = node.getText();
  const inside = raw.slice(1, ts.isRegularExpressionLiteral(node) ? raw.lastIndexOf("/") : -1);
  const isPattern = texts === "patterns" || ts.isRegularExpressionLiteral(node) || inside.includes("[0-9]");
  const found = isPattern
    ? moved(patternChanges(inside), node.getStart() + 1)
    : partsOf(node).flatMap(({ start, text }) => moved(sqlChanges(text), start));
  const isConstant = ts.isVariableDeclaration(node.parent) && !ts.isTemplateExpression(node) && found.length === 0;
  return isConstant ? moved(characterChanges(inside), node.getStart() + 1) : found;
}

/** What of a text stands between its holes, as it is written. */
function partsOf(node: Text): { readonly start: number; readonly text: string }[] {
  const parts = ts.isTemplateExpression(node)
    ? [node.head, ...node.templateSpans.map(({ literal }) => literal)]
    : [node];
  return parts.map((part) => ({
    start: part.getStart() + 1,
    text: part
      .getText()
      .replace(/^./s, "")
      .replace(/(?:\$\{|.)$/s, ""),
  }));
}

function moved(changes: readonly Change[], by: number): Change[] {
  return changes.map((change) => ({ ...change, start: by + change.start, end: by + change.end }));
}

function characterChanges(text: string): Change[] {
  const characters = [...text.matchAll(/\\u\{[^}]*\}|\\.|./g)];
  return characters.map(({ index, 0: found }) => ({
    start: index,
    end: index + found.length,
    replacement: characters.length === 1 ? "x" : "",
    operator: "constant changed",
  }));
}

function numberChanges(node: ts.NumericLiteral | ts.BigIntLiteral): Change[] {
  const digits = node.getText().replaceAll("_", "");
  const suffix = ts.isBigIntLiteral(node) ? "n" : "";
  const value = BigInt(suffix === "" ? Number(digits) : digits.slice(0, -1));
  return [value + 1n, value - 1n]
    .filter((each) => each >= 0n)
    .map((each) => replaced(node, "number moved", () => `${each}${suffix}`));
}

function binaryChanges({ left, right, operatorToken }: ts.BinaryExpression): Change[] {
  const moved: Readonly<Record<string, string>> = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" };
  const operator = operatorToken.getText();
  const other = moved[operator];
  if (other !== undefined) return [replaced(operatorToken, "comparison moved", () => other)];
  if (operator !== "&&" && operator !== "||") return [];
  const neutral = operator === "&&" ? "true" : "false";
  return [left, right].map((part) => replaced(part, "part left out", () => neutral));
}

function isInLoopHead(node: ts.Node): boolean {
  for (let [child, parent] = [node, node.parent]; parent !== undefined; [child, parent] = [parent, parent.parent]) {
    if (ts.isBlock(parent) || ts.isFunctionLike(parent)) return false;
    if ((ts.isWhileStatement(parent) || ts.isForStatement(parent)) && child !== parent.statement) return true;
  }
  return false;
}

function replaced(node: ts.Node, operator: string, become: (text: string) => string): Change {
  return { start: node.getStart(), end: node.getEnd(), replacement: become(node.getText()), operator };
}
