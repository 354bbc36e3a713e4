/** The number's text with a decimal point. */
export function pointed(text: string, separator: "." | ","): string {
  return separator === "." ? text : `replace(${text}, ',', '.')`;
}
