import Papa from "papaparse";
import type { Result } from "../Result.ts";

/**
 * A result as RFC 4180 has it: a header, lines that end with CRLF. Null is an empty field, an empty text is `""`.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export async function* csvText({ columns, pages }: Result): AsyncGenerator<string> {
  yield lines([columns.map(({ name }) => name)]);
  for await (const rows of pages) {
    if (rows.length > 0) yield lines(rows);
  }
}

function lines(rows: readonly (readonly (string | null)[])[]): string {
  return `${Papa.unparse(rows as unknown[][], { newline: "\r\n", quotes: (value: unknown) => value === "" })}\r\n`;
}
