import type { Contract } from "../../contract/Contract.ts";
import { headersOf } from "../../contract/headersOf.ts";

/**
 * What stands where a file without a header would have it: a record of as many fields as the contract has headers, which
 * `headerNames` does not read. It is no longer than the shortest record, and no line of another meaning. Null where files
 * have their own.
 */
export function ownHeader({ source, columns }: Pick<Contract, "source" | "columns">): Uint8Array | null {
  if (source.header) return null;
  const others = source.delimiter.repeat(headersOf(columns).length - 1);
  const { delimiter, quote, escape: escaping, comment } = source;
  const text = [..."abcde"].find((letter) => ![delimiter, quote, escaping, comment].includes(letter));
  return Buffer.from(`${others === "" ? text : others}\n`);
}
