import type { TextSql } from "./SqlDialect.ts";

/** The number's text with a decimal point. */
export function pointed({ text, separator }: TextSql): string {
  return separator === "." ? text : `replace(${text}, ',', '.')`;
}
