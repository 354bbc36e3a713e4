import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { setUpSpark } from "../../../local/python/setUpSpark.ts";
import { seed } from "../../seed.ts";
import { askedOf, type FrameCase, fixedFrames, frameCases, framesOf } from "./support/frameCases.ts";

const sources = join(import.meta.dirname, "../../../jobs/spark");
const script = join(import.meta.dirname, "python/frame_cases.py");
let python: string;

beforeAll(async () => {
  python = (await setUpSpark()).python;
}, 600_000);

/** What the job's own code finds in the files, in one process. */
function foundIn(cases: readonly FrameCase[]): unknown[] {
  const { stdout, stderr } = spawnSync(python, [script], {
    input: JSON.stringify(cases.map(askedOf)),
    env: { ...process.env, PYTHONPATH: sources, PYTHONDONTWRITEBYTECODE: "1" },
    maxBuffer: 2 ** 30,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return JSON.parse(stdout);
}

describe("the job's records, however a file is cut into ranges and chunks, are the framer's", () => {
  test.each(Object.entries(frameCases))("in files of %s", (_, file) => {
    const cases = fc.sample(file, { numRuns: Number(process.env.SLUICE_RUNS ?? 300), seed });
    const found = foundIn(cases);
    let whole = 0;
    for (const [index, each] of cases.entries()) {
      const { contract, bytes, ...cut } = each;
      const wanted = framesOf(each);
      const { header: _, nulls: __, ...dialect } = contract.source;
      const where = `file ${index} of seed ${seed}: ${JSON.stringify([bytes.toString("latin1"), dialect, cut])}`;
      expect(found[index], where).toEqual(wanted);
      if ("records" in wanted) whole += 1;
    }
    expect(whole).toBeGreaterThan(cases.length / 2);
  });

  test("in files with what is seldom", () => {
    const found = foundIn(Object.values(fixedFrames));
    const named = (all: readonly unknown[]) => Object.keys(fixedFrames).map((name, index) => [name, all[index]]);
    expect(named(found)).toEqual(named(Object.values(fixedFrames).map(framesOf)));
  });
});
