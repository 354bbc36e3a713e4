import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { projectFolder } from "../../../local/cli/folders.ts";
import { setUpSpark } from "../../../local/python/setUpSpark.ts";
import { askedOf, type FrameCase, fixedFrames, frameCases, framesOf } from "../../jobs/spark/support/frameCases.ts";
import type { Fate } from "./Fate.ts";
import type { Mutant } from "./Mutant.ts";
import { mutatedSource } from "./mutatedSource.ts";
import { readerMutants } from "./readerMutants.ts";

const script = join(import.meta.dirname, "frame_mutants.py");
const folders = ["jobs/spark", "test/jobs/spark/python"].map((folder) => join(projectFolder, folder));

/** Lets mutants of the Spark job's framing cut files in one Python process, and tells what became of each. */
export async function huntFraming(numbers: readonly number[]): Promise<Fate[]> {
  const mutants = readerMutants("python");
  const asItIs: Mutant = { ...(mutants[0] as Mutant), start: 0, end: 0, replacement: "" };
  const { python } = await setUpSpark();
  const env = { ...process.env, PYTHONPATH: folders.join(":"), PYTHONDONTWRITEBYTECODE: "1" };
  const child = spawn(python, [script], { env, stdio: ["pipe", "pipe", "inherit"] });
  const given = numbers
    .map((number) => mutants[number] ?? asItIs)
    .map((mutant) => ({
      module: `sluice_spark.${basename(mutant.file, ".py")}`,
      source: mutatedSource(readFileSync(join(projectFolder, mutant.file), "utf8"), mutant),
    }));
  child.stdin.end(
    JSON.stringify({ cases: cases().map((each) => ({ ...askedOf(each), wanted: framesOf(each) })), mutants: given }),
  );
  return (await text(child.stdout)).trim().split("\n") as Fate[];
}

function cases(): FrameCase[] {
  const generated = Object.values(frameCases).flatMap((file) => fc.sample(file, { seed: 20_240_229, numRuns: 150 }));
  return [...Object.values(fixedFrames), ...generated];
}
