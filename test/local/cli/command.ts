import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll } from "vitest";
import { projectFolder } from "../../../local/cli/folders.ts";

/** How a command ended, and what it wrote. */
export interface End {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The command sluice, started as a user does, from a new folder that is not the project's. */
export function command() {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "sluice-bin-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const start = (...args: string[]) => startWith("", ...args);
  const startWith = (input: string, ...args: string[]) => {
    const bin = join(projectFolder, "local/cli/sluice.mjs");
    const child = spawn(process.execPath, [bin, ...args], { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
    child.stdin.end(input);
    return child;
  };
  return { elsewhere: () => folder, start, startWith, endOf };
}

async function endOf(child: ChildProcess): Promise<End> {
  const closed = once(child, "close");
  const [out, err] = await Promise.all([child.stdout, child.stderr].map((stream) => (stream ? text(stream) : "")));
  const [code] = await closed;
  return { code, out: out ?? "", err: err ?? "" };
}
