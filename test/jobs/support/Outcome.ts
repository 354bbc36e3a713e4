import type { Reject } from "../../../core/convert/Reject.ts";
import type { Row } from "../../../core/convert/recordConverter.ts";
import type { ConvertedFile } from "../../../jobs/staging/ConvertFile.ts";

/** All that engines are to agree on for a file: what became of it, or the error that the whole of it fails with. */
export type Outcome =
  | { readonly code: string; readonly message: string }
  | (Omit<ConvertedFile, "files"> & {
      /** In order, each with its partition as JSON. */
      readonly files: readonly { readonly content: string; readonly partition: string; readonly rows: number }[];
      /** File by file, in the order of each. */
      readonly rows: readonly Row[];
      readonly rejects: readonly Reject[];
    });
