import { printable } from "./printable.ts";

/** A text on one line that a terminal shows as it is, cut where it is longer than so many characters. */
export function oneLine(text: string, most = 160): string {
  const line = printable(text.replaceAll(/\s+/g, " ").trim());
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}
