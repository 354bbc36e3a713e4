import { readdirSync, readFileSync } from "node:fs";

/** A process, as /proc has it. */
export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Resident bytes; pages that several processes share count for each. */
  readonly resident: number;
  /** Processor time since its start, in user and system mode. */
  readonly cpuSeconds: number;
}

const pageSize = 4096;
const ticksPerSecond = 100;

/**
 * A process and all that descend from it, now.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function processTree(root: number): Process[] {
  const processes = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? processOf(name) : []));
  const members = new Set([root]);
  for (let before = 0; before < members.size; ) {
    before = members.size;
    for (const { pid, parent } of processes) if (members.has(parent)) members.add(pid);
  }
  return processes.filter(({ pid }) => members.has(pid));
}

function processOf(pid: string): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in brackets, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    return [{ pid: Number(pid), parent: Number(fields[1]), resident: Number(fields[21]) * pageSize, cpuSeconds }];
  } catch {
    return [];
  }
}
