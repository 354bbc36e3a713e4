import type { UnknownField } from "./FileShape.ts";
import { jsonText } from "./jsonText.ts";

/**
 * What a record has in fields that the contract has no column for: a JSON object of texts by header, in the file's order.
 * A null token is left out; where nothing is left, the text is empty.
 */
export function rescuedText(
  fields: readonly string[],
  unknown: readonly UnknownField[],
  nulls: readonly string[],
): string {
  const members = unknown.flatMap(({ header, index }) => {
    const text = fields[index] ?? "";
    return nulls.includes(text) ? [] : [`${jsonText(header)}:${jsonText(text)}`];
  });
  return members.length === 0 ? "" : `{${members.join(",")}}`;
}
