import type { RejectLimit } from "../contract/Contract.ts";
import { SluiceError } from "../errors.ts";
import type { Manifest } from "./Manifest.ts";

/**
 * Requires that every record read is either written or rejected, in the counts and in the files, and that not more
 * are rejected than the contract allows.
 * @param limit undefined for a replay: its run has passed, and the replay rejects no more
 * @throws SluiceError `verify.rows_lost` or `verify.too_many_rejects`.
 */
export function checkCounts(manifest: Manifest, limit: RejectLimit | undefined): void {
  const where = manifest.run;
  const inFiles = (content: string) =>
    manifest.files.filter((file) => file.place.content === content).reduce((sum, file) => sum + file.rows, 0);
  const { read, written, rejected } = manifest;
  if (read !== written + rejected || inFiles("rows") !== written || inFiles("rejects") !== rejected) {
    const found = `${read} records read, ${written} written (${inFiles("rows")} in files), ${rejected} rejected`;
    throw new SluiceError("verify.rows_lost", `${found} (${inFiles("rejects")} in files)`, {
      where,
      mend: "retry the run; if it happens again, report it with the source file",
    });
  }
  if (limit === undefined || read < limit.minRows || rejected <= limit.maxShare * read) return;
  const share = ((100 * rejected) / read).toFixed(2);
  const counted = Object.entries(manifest.reasons).map(([reason, count]) => `${reason} ${count}`);
  throw new SluiceError("verify.too_many_rejects", `${rejected} of ${read} records (${share} %) are rejected`, {
    where: `${where} (${counted.join(", ")})`,
    mend: `mend the file, or raise rejects.maxShare above ${limit.maxShare} in the contract`,
  });
}
