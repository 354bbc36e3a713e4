import { readdirSync, readFileSync } from "node:fs";

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Resident bytes. */
  readonly resident: number;
}

const pageSize = 4096;

/**
 * Resident bytes of a process and all that descend from it, now; pages that several of them share count for each.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function treeMemory(root: number): number {
  const processes = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? processOf(name) : []));
  const members = new Set([root]);
  for (let before = 0; before < members.size; ) {
    before = members.size;
    for (const { pid, parent } of processes) if (members.has(parent)) members.add(pid);
  }
  return processes.filter(({ pid }) => members.has(pid)).reduce((sum, { resident }) => sum + resident, 0);
}

function processOf(pid: string): Process[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in brackets, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return [{ pid: Number(pid), parent: Number(fields[1]), resident: Number(fields[21]) * pageSize }];
  } catch {
    return [];
  }
}
