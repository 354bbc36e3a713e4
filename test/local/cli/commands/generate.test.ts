import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GenerateOptions, generate } from "../../../../local/cli/commands/generate.ts";
import { capturedOutput } from "../capturedOutput.ts";
import { command } from "../command.ts";

const { start, endOf } = command();
const printed = capturedOutput();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-generate-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const options = (): GenerateOptions => ({
  ...{ from: "2024-03-31T00:00Z", to: "2024-03-31T01:00Z", days: 1, format: "csv", points: 10, seed: 1 },
  output: join(folder, "made"),
});

describe("the verb generate", () => {
  it("writes a span, and another beside it, and tells how much", async () => {
    await generate("traffic", options());
    expect(printed.text).toMatch(/^\d{3} records of 10 points in \d+ files, \d.* KiB: .*made\n$/);
    await generate("traffic", { ...options(), from: "2024-03-31T01:00Z", to: "2024-03-31T02:00Z" });
    const hour = readdirSync(join(folder, "made/traffic_raw/year=2024/month=3/day=31/hour=1"));
    expect(hour.sort()).toEqual(["20240331T0000Z.csv.gz", "20240331T0100Z.csv.gz"]);
    expect(readdirSync(join(folder, "made/traffic_locations"))).toEqual(["traffic_locations.csv"]);
  });

  it("refuses what it cannot generate", async () => {
    await expect(generate("weather", options())).rejects.toMatchObject({ code: "cli.unknown_generator" });
    await expect(generate("traffic", { ...options(), from: "now" })).rejects.toMatchObject({
      code: "traffic.bad_span",
    });
  });

  it("takes a local day of Brussels unless told otherwise", async () => {
    const output = join(folder, "day");
    const { code, out } = await endOf(
      start("generate", "traffic", "--from", "2024-03-31", "--output", output, "--points", "1", "--format", "jsonl"),
    );
    expect([code, out.includes(output)]).toEqual([0, true]);
    expect(readdirSync(join(output, "traffic_raw/year=2024/month=3/day=30"))).toEqual(["hour=23"]);
  });
});
