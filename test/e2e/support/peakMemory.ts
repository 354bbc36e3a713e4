import { readdirSync, readFileSync } from "node:fs";

/**
 * The most memory, in MiB, that a process of a function of the host in this process has held, and what the function has on
 * AWS. Undefined where the system does not tell (it does on Linux).
 * @param fn the beginning of the function's name
 * @see https://man7.org/linux/man-pages/man5/proc_pid_status.5.html
 */
export function peakMemory(fn: string): { readonly used: number; readonly given: number } | undefined {
  const found = childProcesses().flatMap((pid) => {
    const environment = textOf(pid, "environ").split("\0");
    const setting = (name: string) => environment.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
    if (!setting("AWS_LAMBDA_FUNCTION_NAME")?.startsWith(fn)) return [];
    const used = Number(/^VmHWM:\s+(\d+) kB$/m.exec(textOf(pid, "status"))?.[1]) / 1024;
    return [{ used, given: Number(setting("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")) }];
  });
  return found.sort((a, b) => b.used - a.used)[0];
}

function childProcesses(): string[] {
  if (process.platform !== "linux") return [];
  const isChild = (pid: string) => textOf(pid, "status").includes(`\nPPid:\t${process.pid}\n`);
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && isChild(name));
}

/** Empty where the process has ended meanwhile. */
function textOf(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
