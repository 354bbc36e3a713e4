import ts from "typescript";

/** Names that an expression of the page may begin with, and what they stand for. */
export type Names = Readonly<Record<string, unknown>>;

/**
 * The value of a TypeScript expression made of literals, lists, objects and calls of methods of known names: enough for
 * `t.int().between(0, 250)`, and nothing that could do anything else.
 */
export function literal(text: string, names: Names = {}): unknown {
  const source = ts.createSourceFile("expression.ts", `(${text})`, ts.ScriptTarget.Latest, false);
  const [statement] = source.statements;
  if (source.statements.length !== 1 || !statement || !ts.isExpressionStatement(statement)) {
    throw new Error(`Not one expression: ${text}`);
  }
  return evaluated(statement.expression, names);
}

function evaluated(node: ts.Expression, names: Names): unknown {
  if (ts.isParenthesizedExpression(node)) return evaluated(node.expression, names);
  if (ts.isStringLiteral(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isBigIntLiteral(node)) return BigInt(node.text.slice(0, -1));
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
    const value = evaluated(node.operand, names);
    return typeof value === "bigint" ? -value : -(value as number);
  }
  if (ts.isArrayLiteralExpression(node)) return node.elements.map((element) => evaluated(element, names));
  if (ts.isObjectLiteralExpression(node)) return Object.fromEntries(node.properties.map((each) => entry(each, names)));
  if (ts.isCallExpression(node)) return called(node, names);
  return word(node, names);
}

const words = new Map<string, unknown>([
  ["null", null],
  ["true", true],
  ["false", false],
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
]);

function word(node: ts.Expression, names: Names): unknown {
  const text = ts.isIdentifier(node) ? node.text : ts.tokenToString(node.kind);
  if (text !== undefined && words.has(text)) return words.get(text);
  if (text !== undefined && Object.hasOwn(names, text)) return names[text];
  throw new Error(`Not a literal: ${text ?? ts.SyntaxKind[node.kind]}`);
}

function entry(node: ts.ObjectLiteralElementLike, names: Names): [string, unknown] {
  if (!ts.isPropertyAssignment(node) || !ts.isIdentifier(node.name)) throw new Error("Not a plain property");
  return [node.name.text, evaluated(node.initializer, names)];
}

function called(node: ts.CallExpression, names: Names): unknown {
  const values = node.arguments.map((each) => evaluated(each, names));
  if (!ts.isPropertyAccessExpression(node.expression)) {
    return (evaluated(node.expression, names) as (...all: unknown[]) => unknown)(...values);
  }
  const target = evaluated(node.expression.expression, names) as Record<string, (...all: unknown[]) => unknown>;
  const method = target[node.expression.name.text];
  if (typeof method !== "function") throw new Error(`There is no .${node.expression.name.text}()`);
  return method.apply(target, values);
}
