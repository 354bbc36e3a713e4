import { statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { SluiceError } from "../../../core/errors.ts";

export type TextFormat = "table" | "csv" | "json";
export type Format = TextFormat | "parquet";

/** What a result can be written as. */
export const formats: readonly Format[] = ["table", "csv", "json", "parquet"];

/** How a result is written, and where: to a file, or to standard output, which is not for Parquet. */
export type Output =
  | { readonly format: TextFormat; readonly file: string | undefined }
  | { readonly format: "parquet"; readonly file: string };

/**
 * Settles how and where a result is written, before anything runs.
 * @throws SluiceError `cli.no_output` for Parquet without a file, `cli.no_such_folder` where a file cannot be made.
 */
export function outputOf(format: Format, given: string | undefined): Output {
  const file = given === undefined ? undefined : checkedFile(resolve(given));
  if (format !== "parquet") return { format, file };
  if (file !== undefined) return { format, file };
  throw new SluiceError("cli.no_output", "Parquet is not for a terminal", { mend: "give --output FILE" });
}

function checkedFile(file: string): string {
  const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (isFolder(dirname(file)) && !isFolder(file)) return file;
  const what = isFolder(file)
    ? `${JSON.stringify(file)} is a folder`
    : `There is no folder ${JSON.stringify(dirname(file))}`;
  throw new SluiceError("cli.no_such_folder", what, { where: "--output", mend: "name a file in a folder that exists" });
}
