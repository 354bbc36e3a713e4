/** A name as a quoted Spark SQL identifier. */
export function sparkIdentifier(name: string): string {
  return `\`${name.replaceAll("`", "``")}\``;
}
