/** Whether a text fits a pattern as IAM writes it: `*` stands for any text, `?` for one character. */
export function isLike(text: string, pattern: string): boolean {
  const literal = pattern.replaceAll(/[\\^$.|+()[\]{}]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(text);
}
