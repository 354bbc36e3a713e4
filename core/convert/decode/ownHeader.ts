import type { Contract } from "../../contract/Contract.ts";
import { headersOf } from "../../contract/headersOf.ts";
import { encodeRecord } from "../frame/encodeRecord.ts";

/** The header that a file without one is given, in UTF-8: the contract's, in its order; null where files have their own. */
export function ownHeader({ source, columns }: Pick<Contract, "source" | "columns">): Uint8Array | null {
  if (source.header) return null;
  return Buffer.from(`${encodeRecord(headersOf(columns), source)}\n`);
}
