import { SluiceError } from "../../core/errors.ts";

/** The error of what this engine cannot write exactly: the pipeline then converts the source by DuckDB. */
export function unfit(what: string, where: string): SluiceError {
  return new SluiceError("inline.unfit", `${what} cannot be converted exactly by the inline engine`, {
    where,
    mend: "convert the source by the duckdb engine",
  });
}
