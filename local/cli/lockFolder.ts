import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SluiceError } from "../../core/errors.ts";

/** The file, in a folder of state, that names the process whose host works on it. */
export const lockFile = "host.pid";

/**
 * Takes a folder of state for this process, until it is disposed of; what a process that ended left is taken over.
 * @throws SluiceError `cli.state_in_use` where another host, of this process too, works on the folder.
 */
export function lockFolder(stateDir: string): Disposable {
  mkdirSync(stateDir, { recursive: true });
  const path = join(stateDir, lockFile);
  if (!claim(path)) {
    discardStale(path, stateDir);
    if (!claim(path)) refuse(path, stateDir);
  }
  const release = () => rmSync(path, { force: true });
  process.once("exit", release);
  return {
    [Symbol.dispose]: () => {
      process.off("exit", release);
      release();
    },
  };
}

/** A link appears with its content, and only where nothing is: no other process sees an empty file, or is overwritten. */
function claim(path: string): boolean {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, `${process.pid}\n`);
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own);
  }
}

/** Moves the file of an ended process away; one that a faster process has put there meanwhile is put back. */
function discardStale(path: string, stateDir: string): void {
  if (isAlive(pidIn(path))) refuse(path, stateDir);
  const moved = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, moved);
    if (isAlive(pidIn(moved))) linkSync(moved, path);
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes(codeOf(error))) throw error;
  } finally {
    rmSync(moved, { force: true });
  }
}

function refuse(path: string, stateDir: string): never {
  const pid = pidIn(path);
  throw new SluiceError("cli.state_in_use", `Process ${pid ?? "unknown"} works on this folder of state`, {
    where: stateDir,
    mend: `wait until it ends, give --state another folder, or delete ${path} where that process is no sluice`,
  });
}

function pidIn(path: string): number | undefined {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function isAlive(pid: number | undefined): boolean {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}
