import type { Grammar } from "../../convert/grammar/Grammar.ts";
import { sparkLiteral } from "./sparkLiteral.ts";

/** Whether the text is of the grammar. Java's `$` would match before a line end; `\z` does not. */
export function matches(text: string, { source }: Pick<Grammar, "source">): string {
  return `${text} RLIKE ${sparkLiteral(`\\A(?:${source})\\z`)}`;
}
