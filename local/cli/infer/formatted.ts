import { execFile } from "node:child_process";
import { join } from "node:path";
import { SluiceError } from "../../../core/errors.ts";
import { projectFolder } from "../folders.ts";

/**
 * TypeScript in the project's own format.
 * @throws SluiceError `infer.unformatted` where the formatter does not take it
 */
export async function formatted(source: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const biome = join(projectFolder, "node_modules/@biomejs/biome/bin/biome");
  const child = execFile(
    process.execPath,
    [biome, "format", "--stdin-file-path=datasets/drafted.ts"],
    { cwd: projectFolder, maxBuffer: 2 ** 26 },
    (cause, text) => (cause === null ? resolve(text) : reject(unformatted(cause))),
  );
  child.stdin?.end(source);
  return await promise;
}

function unformatted(cause: Error): SluiceError {
  return new SluiceError("infer.unformatted", "The formatter did not take the drafted contract", {
    mend: "report it with the header of the file",
    cause,
  });
}
