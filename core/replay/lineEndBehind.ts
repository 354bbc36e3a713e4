/** What ends the line of a record: one whose own last character is a CR would lose it to an LF alone. */
export function lineEndBehind(lastCharacter: string | undefined): "\n" | "\r\n" {
  return lastCharacter === "\r" ? "\r\n" : "\n";
}
