import { SluiceError } from "../../core/errors.ts";
import type { ConvertedFile, CountedFile, FileJob } from "./ConvertFile.ts";

/**
 * Sums the rows of the files by what they hold, and requires that no record is missing.
 * @param read records in the source, as the framer counted them
 * @throws SluiceError `convert.lost_rows` where the records read are not those in the files
 */
export function countFiles(
  { contract, lineage }: FileJob,
  files: readonly CountedFile[],
  read: number,
): Pick<ConvertedFile, "files" | "read" | "written" | "rejected"> {
  const [written, rejected] = [sumRows(files, "rows"), sumRows(files, "rejects")];
  if (read === written + rejected) return { files, read, written, rejected };
  throw new SluiceError("convert.lost_rows", `${read} records became ${written} rows and ${rejected} rejects`, {
    where: `${contract.name}, ${lineage.source}`,
    mend: "report it with the source file: each record is a row or a reject",
  });
}

function sumRows(files: readonly CountedFile[], content: CountedFile["place"]["content"]): number {
  return files.filter(({ place }) => place.content === content).reduce((sum, { rows }) => sum + rows, 0);
}
