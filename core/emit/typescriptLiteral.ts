/** Controls, what has no shape or turns the direction of writing, line separators, and halves of a character. */
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\ufffd]/gu;

/**
 * A text as a string literal of TypeScript in printable characters, on one line: whatever it holds, it neither ends the
 * literal nor a line comment that it stands in, and a reader sees each of its characters.
 */
export function typescriptLiteral(text: string): string {
  return JSON.stringify(text).replace(unseen, (character) =>
    Array.from({ length: character.length }, (_, index) => escaped(character.charCodeAt(index))).join(""),
  );
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
