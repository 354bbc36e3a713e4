import { typescriptLiteral } from "../../../core/emit/typescriptLiteral.ts";
import { SluiceError } from "../../../core/errors.ts";
import type { InferFile } from "./InferFile.ts";
import type { Trial } from "./tryContract.ts";

/** For each file what the contract made of it, in a line. */
export function fileNotes(files: readonly InferFile[], trial: Trial): string[] {
  return files.map(({ name, isWhole }, index) => {
    const result = trial.files[index];
    if (result === undefined || result instanceof SluiceError) {
      return `${typescriptLiteral(name)}: refused, ${result?.code} (${typescriptLiteral(result?.message ?? "")})`;
    }
    const { read, written, rejected, reasons } = result;
    const why = Object.entries(reasons).map(([reason, count]) => `${reason} ${count}`);
    const rejects = rejected === 0 ? "none rejected" : `${rejected} rejected (${why.join(", ")})`;
    const records = isWhole ? `${read} records` : `the first ${read} records (--rows all looks at all)`;
    return `${typescriptLiteral(name)}: ${records}, ${written} read, ${rejects}`;
  });
}
