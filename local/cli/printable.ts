// Controls of terminals and of writing direction, and separators that would end a line.
const unseen = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A text in which whatever a terminal would obey, and not show, is spelt out: `\n`, `\u001b`. */
export function printable(text: string): string {
  return text.replace(unseen, (letter) => named[letter] ?? `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
