import { describe, expect, it } from "vitest";
import { measured } from "../../bench/measure/measured.ts";
import { median } from "../../bench/measure/median.ts";
import { processTree } from "../../bench/measure/processTree.ts";

const hold = (megabytes: number, then: string) => `
const held = Buffer.alloc(${megabytes} * 2 ** 20, 1);
setTimeout(() => { console.log(held.length); }, 400);
${then}`;

describe("a measured command", () => {
  it("tells its time, its output, and the most memory of it and its descendants together", async () => {
    const inner = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(hold(150, ""))}], { stdio: "ignore" });`;
    const alone = await measured(process.execPath, ["-e", hold(150, "")], process.env);
    const both = await measured(process.execPath, ["-e", hold(150, inner)], process.env);
    expect(alone.stdout).toBe(`${150 * 2 ** 20}\n`);
    expect(alone.seconds).toBeGreaterThan(0.4);
    expect(alone.peakBytes).toBeGreaterThan(150 * 2 ** 20);
    expect(alone.peakBytes).toBeLessThan(300 * 2 ** 20);
    expect(both.peakBytes - alone.peakBytes).toBeGreaterThan(100 * 2 ** 20);
  });

  it("is an error, with what it said, where it fails", async () => {
    const failed = measured(process.execPath, ["-e", "throw new Error('no luck')"], process.env);
    await expect(failed).rejects.toThrow(/ended with 1:.*no luck/s);
  });

  it("is none where a signal ends it: the signal is told, and what it had said", async () => {
    const script = 'process.stdout.write("so far", () => process.kill(process.pid, "SIGSEGV"));';
    const crashed = await measured(process.execPath, ["-e", script], process.env);
    expect(crashed).toMatchObject({ crash: "SIGSEGV", stdout: "so far" });
  });
});

describe("a tree of processes", () => {
  it("has this process, what it started, and the processor time of each", () => {
    const before = processTree(process.pid).find(({ pid }) => pid === process.pid)?.cpuSeconds ?? Number.NaN;
    const until = process.cpuUsage().user + 60_000;
    while (process.cpuUsage().user < until);
    const after = processTree(process.pid).find(({ pid }) => pid === process.pid)?.cpuSeconds ?? Number.NaN;
    // A tick is 10 ms.
    expect(after - before).toBeGreaterThan(0.03);
    expect(processTree(process.pid).every(({ pid, parent }) => pid === process.pid || parent > 0)).toBe(true);
  });
});

describe("the median", () => {
  it("is the number in the middle, or between the two there", () => {
    expect(median([5, 1, 9])).toBe(5);
    expect(median([4, 1, 9, 2])).toBe(3);
    expect(() => median([])).toThrow("no median");
  });
});
