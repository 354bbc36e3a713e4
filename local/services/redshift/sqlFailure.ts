import { messageOf } from "../../../core/messageOf.ts";
import { LakeError } from "../lake/LakeError.ts";
import { SqlError } from "./SqlError.ts";

/** DuckDB's messages in the words of Redshift, where it has words for them. */
const known: readonly [pattern: RegExp, words: (...found: string[]) => string][] = [
  [
    /CHECK constraint failed on table \S+ with expression CHECK\(\(strlen\("?(.+?)"?\) <= (\d+)\)\)/,
    (_column, bytes) => `value too long for type character varying(${bytes})`,
  ],
  [/NOT NULL constraint failed: \S+\.(\S+)/, (column) => `Cannot insert a NULL value into column ${column}`],
  [/Referenced column "([^"]+)" not found/, (column) => `column "${column}" does not exist`],
  [/Scalar Function with name "?(\w+)"? does not exist/, (name) => `function ${name} does not exist`],
  [/Could not convert string '([^']*)' to (\w+)/, (text, type) => `invalid input syntax for type ${type}: "${text}"`],
];

/** Any failure of a statement as one SqlError; those of DuckDB keep their first line. */
export function sqlFailure(error: unknown): SqlError {
  if (error instanceof SqlError) {
    return error;
  }
  if (error instanceof LakeError) {
    return new SqlError(`Spectrum Scan Error: ${error.message}`, { cause: error });
  }
  const message = messageOf(error);
  for (const [pattern, words] of known) {
    const [whole, ...found] = pattern.exec(message) ?? [];
    if (whole !== undefined) {
      return new SqlError(words(...found), { cause: error });
    }
  }
  const [first = message] = message.split("\n");
  return new SqlError(first.replace(/^[A-Z]\w+ Error: /, ""), { cause: error });
}
