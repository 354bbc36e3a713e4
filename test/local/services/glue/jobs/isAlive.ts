import { readFileSync } from "node:fs";

/** Whether a process runs; one that has ended and is not yet waited for does not. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !isZombie(pid);
  } catch {
    return false;
  }
}

function isZombie(pid: number): boolean {
  if (process.platform !== "linux") return false;
  return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
}
