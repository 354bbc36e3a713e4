import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoTraffic } from "../../../../local/cli/commands/demoTraffic.ts";
import { capturedOutput } from "../capturedOutput.ts";

const printed = capturedOutput();
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-demo-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("sluice demo traffic", () => {
  it("lands two days, files each by event time, and looks at a location with jams", { timeout: 300_000 }, async () => {
    await demoTraffic({ stack: "dev", state: join(folder, "state"), points: 60, json: true });
    expect(process.exitCode).toBeUndefined();
    const { runs, landed, look } = JSON.parse(printed.text);
    const filed = runs.map(({ status, output }: { status: string; output: object }) => ({ status, ...output }));
    expect(filed).toMatchObject([
      { status: "SUCCEEDED", days: ["2024-03-26"] },
      { status: "SUCCEEDED", days: ["2024-03-27"] },
    ]);
    expect(landed.records).toBeGreaterThan(60 * 2 * 1440 * 0.95);
    expect(look).toMatchObject({ partitions: 48, days: [{ day: "2024-03-26" }, { day: "2024-03-27" }] });
    // A record a location and minute, but for minutes without a valid measurement, and late ones of the second day.
    expect(look.rows).toBeGreaterThan(look.locations * 2 * 1440 * 0.9);
    expect(look.rows).toBeLessThanOrEqual(look.locations * 2 * 1440);
    for (const { quarters } of look.days) {
      expect(quarters.map(({ quarter }: { quarter: number }) => quarter)).toEqual(
        Array.from({ length: 96 }, (_, i) => i),
      );
      expect(quarters.some(({ jam }: { jam: number }) => jam >= 0.5)).toBe(true);
    }
    expect(look.inserts).toHaveLength(2);
    // The first day's statement reads all files, as the late ones of a day come within the next, and the locations.
    const [first, second] = look.inserts.map(({ scanned }: { scanned: number }) => scanned - landed.bytes);
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(20_000);
    expect(second).toBeLessThan(first);
  });
});
