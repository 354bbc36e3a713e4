import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Contestant } from "../../bench/contestants.ts";
import { result } from "../../bench/Result.ts";
import { runRounds } from "../../bench/runRounds.ts";

const node = (name: string, script: string, more: Partial<Contestant> = {}): Contestant => ({
  name,
  command: (source, folder) => [process.execPath, "-e", script, source, folder],
  ...more,
});
// It lives long enough for its memory to be looked at, on a loaded machine too.
const write =
  'require("node:fs").writeFileSync(process.argv[2] + "/a.parquet", process.env.TEXT ?? "PAR1"); setTimeout(() => {}, 500);';
const crash = 'process.kill(process.pid, "SIGABRT");';

it("a contestant that a signal ends loses its own rounds, and not those of the others", async () => {
  const folder = mkdtempSync(join(tmpdir(), "sluice-rounds-"));
  const told: string[] = [];
  try {
    const contestants = [
      node("good", write),
      node("bad", crash, { workSeconds: () => 1 }),
      node("told", write, { env: { TEXT: "PAR1...PAR1" } }),
    ];
    const source = join(folder, "some.csv");
    writeFileSync(source, "a\n1\n");
    const found = await runRounds(contestants, 2, source, folder, process.env, (line) => told.push(line));
    const [good, bad, other] = result.shape.contestants.parse(found);
    expect(good).toMatchObject({ name: "good", seconds: [expect.anything(), expect.anything()], outputBytes: 4 });
    expect(good).not.toHaveProperty("crashes");
    expect(bad).toEqual({
      name: "bad",
      seconds: [],
      peakBytes: [],
      files: 0,
      outputBytes: 0,
      crashes: ["SIGABRT", "SIGABRT"],
    });
    expect(other?.outputBytes).toBe(11);
    const order = told.map((line) => /of 2: (\w+)/.exec(line)?.[1]);
    expect(order, "each round begins with another").toEqual(["good", "bad", "told", "bad", "told", "good"]);
    expect(told[1]).toMatch(/round 1 of 2: bad .* crashed by SIGABRT/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
