import { writeFile } from "node:fs/promises";

/**
 * Writes a file that must not be there yet.
 * @param existsAlready the error where it is
 */
export async function writeNew(path: string, text: string, existsAlready: (cause: Error) => Error): Promise<void> {
  await writeFile(path, text, { flag: "wx" }).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === "EEXIST" ? existsAlready(cause) : cause;
  });
}
