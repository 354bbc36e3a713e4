import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { SluiceError } from "../../core/errors.ts";
import { lockFile } from "./lockFolder.ts";

/**
 * Empties a folder of state, but for its lock.
 * @throws SluiceError `cli.not_a_state_folder` where it holds files and no host has ever worked on it.
 */
export function emptyFolder(stateDir: string): void {
  const names = readdirSync(stateDir).filter((name) => name !== lockFile);
  if (names.length > 0 && !existsSync(join(stateDir, "outbox"))) {
    throw new SluiceError("cli.not_a_state_folder", "The folder holds files that no local host wrote", {
      where: stateDir,
      mend: "give --state a new folder",
    });
  }
  for (const name of names) rmSync(join(stateDir, name), { recursive: true, force: true });
}
