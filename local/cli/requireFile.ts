import { stat } from "node:fs/promises";
import { SluiceError } from "../../core/errors.ts";

/**
 * The size of a file on disk, in bytes.
 * @throws SluiceError `cli.no_such_file`
 */
export async function requireFile(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile()) return found.size;
  throw new SluiceError("cli.no_such_file", `There is no file ${JSON.stringify(path)}`, { mend: "name a CSV file" });
}
