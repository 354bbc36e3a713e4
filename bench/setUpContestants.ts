import { sparkEnvironment } from "../local/cli/job/sparkEnvironment.ts";
import { findSpark } from "../local/python/findSpark.ts";
import type { Contestant } from "./contestants.ts";
import { setUpPython } from "./python/setUpPython.ts";

/**
 * Sets up, or finds, what some contestants need beside Node, and gives the variables that they run with.
 * @param tell takes a line of what is set up
 * @throws SluiceError `spark.not_set_up`
 */
export async function setUpContestants(
  contestants: readonly Contestant[],
  tell: (line: string) => void,
): Promise<NodeJS.ProcessEnv> {
  const needs = new Set(contestants.map((each) => each.needs));
  const env = needs.has("spark") ? sparkEnvironment(await findSpark()) : {};
  if (needs.has("python")) await setUpPython(tell);
  return { ...process.env, ...env };
}
