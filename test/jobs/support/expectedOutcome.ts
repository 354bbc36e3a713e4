import { gunzipSync } from "node:zlib";
import type { Contract } from "../../../core/contract/Contract.ts";
import { type Conversion, convert } from "../../../core/convert/convert.ts";
import type { Row } from "../../../core/convert/recordConverter.ts";
import { filesOf } from "./filesOf.ts";
import type { Outcome } from "./Outcome.ts";

/**
 * What the reference makes of a file, arranged in files and counted as every engine is to do it.
 * @param reference @default the reference as it is
 */
export function expectedOutcome(contract: Contract, bytes: Uint8Array, reference = convert): Outcome {
  let converted: Conversion<Row>;
  try {
    const plain = contract.source.compression === "gzip" ? gunzipSync(bytes) : bytes;
    converted = reference(contract as Contract<Row>, plain);
  } catch (error) {
    if (error instanceof Error && "code" in error) return { code: String(error.code), message: error.message };
    throw error;
  }
  const { read, rows, rejects, added } = converted;
  const files = filesOf(contract, rows);
  const rowFiles = files.map((file) => ({ content: "rows", partition: file.partition, rows: file.rows.length }));
  const rejectFiles = rejects.length === 0 ? [] : [{ content: "rejects", partition: "[]", rows: rejects.length }];
  return {
    ...{ read, written: rows.length, rejected: rejects.length },
    reasons: countsOf(rejects.flatMap(({ errors }) => errors.map(({ reason }) => reason))),
    duplicateKeys: duplicates(contract, rows),
    added,
    files: [...rowFiles, ...rejectFiles],
    rows: files.flatMap((file) => file.rows),
    rejects,
  };
}

function countsOf(texts: readonly string[]): Record<string, number> {
  const groups = Map.groupBy(texts, (text) => text);
  return Object.fromEntries([...groups].map(([text, all]) => [text, all.length]));
}

/** NaN is equal to itself as a key, and -0 to 0. */
function duplicates({ key }: Contract, rows: readonly Row[]): number {
  if (key.length === 0) return 0;
  const groups = Map.groupBy(rows, (row) => JSON.stringify(key.map((name) => `${row[name]}`)));
  return [...groups.values()].filter(({ length }) => length > 1).flat().length;
}
