import { describe, expect, it } from "vitest";
import { measured } from "../../bench/measure/measured.ts";
import { median } from "../../bench/measure/median.ts";

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
});

describe("the median", () => {
  it("is the number in the middle, or between the two there", () => {
    expect(median([5, 1, 9])).toBe(5);
    expect(median([4, 1, 9, 2])).toBe(3);
    expect(() => median([])).toThrow("no median");
  });
});
