import { ownHeader } from "../../core/convert/decode/ownHeader.ts";
import type { FileJob } from "./ConvertFile.ts";
import { decodedSource } from "./decodedSource.ts";
import type { Source } from "./Source.ts";

/**
 * The source of a job as the framer reads it: UTF-8 with a header, whatever the file is.
 * @throws SluiceError with a `file.*` code, as it is read, where it is not compressed as its contract says
 */
export function textSource({ contract, source }: Pick<FileJob, "contract" | "source">): Source {
  return decodedSource(contract.source, source, ownHeader(contract));
}
