import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runProcess } from "../../../../local/cli/job/runProcess.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-process-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (script: string, signal = new AbortController().signal, tell: (line: string) => void = () => {}) =>
  runProcess(process.execPath, ["-e", script], process.env, signal, tell);

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    // One that has ended and waits for its parent to ask is no more alive than that.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

describe("a process that is run", () => {
  it("tells its lines as they come, and at its end its exit code and last errors", async () => {
    const lines: string[] = [];
    const script = "console.log('a\\nb'); for (let i = 0; i < 300; i++) console.error(i); process.exitCode = 3;";
    const { code, errors } = await run(script, undefined, (line) => lines.push(line));
    expect(code).toBe(3);
    expect(lines).toEqual(["a", "b"]);
    expect(errors).toHaveLength(200);
    expect(errors.at(-1)).toBe("299");
  });

  it("ends with all that it started when it is interrupted", async () => {
    const pids = join(folder, "pids");
    const child = "setInterval(() => {}, 1000)";
    const script = `
      const child = require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" });
      require("node:fs").writeFileSync(${JSON.stringify(`${pids}.part`)}, process.pid + " " + child.pid);
      require("node:fs").renameSync(${JSON.stringify(`${pids}.part`)}, ${JSON.stringify(pids)});
      ${child}`;
    const stop = new AbortController();
    const ended = run(script, stop.signal);
    const refused = expect(ended).rejects.toThrow("enough");
    await expect.poll(() => existsSync(pids), { timeout: 10_000 }).toBe(true);
    const alive = readFileSync(pids, "utf8").split(" ").map(Number);
    expect(alive.map(isAlive)).toEqual([true, true]);
    stop.abort(new Error("enough"));
    await refused;
    await expect.poll(() => alive.map(isAlive), { timeout: 5000 }).toEqual([false, false]);
  });

  it("is not started where it is interrupted already, and cannot be where there is no such program", async () => {
    await expect(run("process.exit(0)", AbortSignal.abort(new Error("before")))).rejects.toThrow("before");
    const none = runProcess(join(folder, "none"), [], process.env, new AbortController().signal, () => {});
    await expect(none).rejects.toThrow("ENOENT");
  });
});
