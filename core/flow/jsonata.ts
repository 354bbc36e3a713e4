const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
const INDEX = /^(0|[1-9][0-9]*)$/;
const KEYWORDS = new Set(["and", "or", "in", "true", "false", "null", "function"]);

/** A JSONata literal of a JSON value; always on one line. */
export function literal(value: unknown): string {
  return JSON.stringify(value).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

/** The JSONata that goes from a value to one of its fields (`.name`, `.\`odd name\``) or items (`[3]`). */
export function fieldAccess(name: string): string {
  if (INDEX.test(name)) return `[${name}]`;
  if (IDENTIFIER.test(name) && !KEYWORDS.has(name)) return `.${name}`;
  return name.includes("`") ? `.$lookup($, ${literal(name)})` : `.\`${name}\``;
}

/** JSONata code as Step Functions reads it in a string field. */
export function wrapped(code: string): string {
  return `{% ${code} %}`;
}

/**
 * A literal text as a string field: as it is, or as a JSONata literal where Step Functions would read an expression
 * in it, or where it is empty or has line ends, which the definition's schema does not take.
 */
export function plainText(text: string): string {
  const readable = text !== "" && !text.startsWith("{%") && !text.endsWith("%}") && !/[\r\n\u2028\u2029]/.test(text);
  return readable ? text : wrapped(literal(text));
}
