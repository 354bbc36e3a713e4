import type { S3Client } from "@aws-sdk/client-s3";
import type { SourceObject } from "../../core/commit/Run.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import { headersOf } from "../../core/contract/headersOf.ts";
import { Framer } from "../../core/convert/frame/Framer.ts";
import { recordText } from "../../core/convert/frame/recordText.ts";
import { SluiceError } from "../../core/errors.ts";
import { escapedRecord } from "../../core/replay/escapedRecord.ts";
import { decodedSource } from "../staging/decodedSource.ts";
import { openSource } from "../staging/openSource.ts";

/**
 * The header of a version of a source object, as text without its line end; where its dialect has none, that of the
 * contract. No more is read than it takes.
 * @throws SluiceError `rejects.source_gone`
 */
export async function sourceHeader(
  s3: S3Client,
  object: Omit<SourceObject, "sequencer" | "size">,
  contract: Contract,
): Promise<string> {
  if (!contract.source.header) return escapedRecord(headersOf(contract.columns), contract.source);
  const found: string[] = [];
  const framer = new Framer(contract.source, ({ raw }) => void (found.length === 0 && found.push(recordText(raw))));
  try {
    const decoded = decodedSource(contract.source, openSource(s3, object).source);
    for await (const chunk of await decoded()) {
      framer.push(chunk);
      if (found.length > 0) break;
    }
    if (found.length === 0) framer.end();
    return found[0] ?? "";
  } catch (cause) {
    const { bucket, key, versionId } = object;
    throw new SluiceError("rejects.source_gone", "The header of the source cannot be read", {
      where: `s3://${bucket}/${key}, version ${versionId}`,
      mend: "write the file by hand, from what sluice rejects shows: a column _record, then the source's",
      cause,
    });
  }
}
