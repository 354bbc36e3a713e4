/** A text as an SQL string literal. NUL, which a literal cannot hold, is joined in. */
export function sqlLiteral(text: string): string {
  const parts = text.split("\0").map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts.join("") : `(${parts.join(" || chr(0) || ")})`;
}
