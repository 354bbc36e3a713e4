import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { sha256 } from "../../../core/sha256.ts";
import { projectFolder } from "../../../local/cli/folders.ts";

const run = promisify(execFile);

/**
 * The Python of a virtual environment that has what a requirements file names; made where there is none yet of that
 * content, and kept under `.sluice/python/`. Needs `python3`, 3.11 or newer, and an index that pip reaches.
 */
export async function pythonEnvironment(requirements: string): Promise<string> {
  const kept = join(projectFolder, ".sluice/python", sha256(readFileSync(requirements, "utf8")).slice(0, 16));
  if (!existsSync(kept)) await make(kept, requirements);
  return join(kept, "bin/python");
}

/** Appears whole: a process that died on the way leaves nothing that looks finished. */
async function make(kept: string, requirements: string): Promise<void> {
  const part = `${kept}.${process.pid}.part`;
  mkdirSync(part, { recursive: true });
  try {
    await run("python3", ["-m", "venv", part]);
    const python = join(part, "bin/python");
    await run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]);
    renameSync(part, kept);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}
