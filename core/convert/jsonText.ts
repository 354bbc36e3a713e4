/** A text as a JSON string, in the one writing that all engines share: what must be escaped, and its hex in upper case. */
export function jsonText(text: string): string {
  return JSON.stringify(text).replace(/(?<=(?<!\\)(?:\\\\)*\\u)[0-9a-f]{4}/g, (code) => code.toUpperCase());
}
