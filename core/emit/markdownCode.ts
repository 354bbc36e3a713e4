/**
 * A text as a Markdown code span that a cell of a table may hold; control characters are written as `\u{9}`.
 * @see https://spec.commonmark.org/0.31.2/#code-spans
 * @see https://github.github.com/gfm/#example-200 for the pipe
 */
export function markdownCode(text: string): string {
  const visible = text.replace(/\p{Cc}/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
  const longest = Math.max(0, ...(visible.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = /^`|`$|^ .*[^ ].* $/.test(visible) ? " " : "";
  return `${fence}${space}${visible.replaceAll("|", "\\|")}${space}${fence}`;
}
