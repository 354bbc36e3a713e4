/**
 * A text as a Spark SQL string literal, all of it printable ASCII: other characters are escaped, and so is the dollar,
 * since Spark replaces `${name}` in any SQL, literals included, by a setting's value.
 * @see https://spark.apache.org/docs/3.5.6/sql-ref-literals.html#string-literal
 */
export function sparkLiteral(text: string): string {
  const escaped = text.toWellFormed().replace(/[^ -~]|[\\'$]/g, (unit) => {
    return unit === "\\" || unit === "'" ? `\\${unit}` : `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `'${escaped}'`;
}
