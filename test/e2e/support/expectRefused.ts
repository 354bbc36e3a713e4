import { expect } from "vitest";
import type { Landed, Pipeline } from "../faults/support/Pipeline.ts";
import { regionState } from "./regionState.ts";

/** How a run is to fail. */
export interface Refusal {
  readonly error: string;
  /** The state that fails. */
  readonly step: string;
  /** What the cause says, the mend above all. */
  readonly cause: RegExp;
}

/**
 * Lands a file and expects its run to fail so, with one mail that tells step, error and cause, and both regions to keep
 * exactly what they kept before.
 */
export async function expectRefused(
  pipeline: Pipeline,
  land: () => Promise<Landed>,
  { error, step, cause }: Refusal,
): Promise<Landed> {
  const states = () => Promise.all(pipeline.regions.map((region) => regionState(pipeline.target, region)));
  const before = await states();
  const landed = await land();
  const end = await pipeline.end(landed);
  expect({ status: end.status, error: end.error }).toEqual({ status: "FAILED", error });
  expect(end.cause).toMatch(cause);
  const mails = pipeline.mails().filter((mail) => mail.includes(landed.run));
  expect(mails).toHaveLength(1);
  for (const line of [`Step: ${step}`, `Error: ${error}`]) expect(mails[0]?.split("\n")).toContain(line);
  expect(mails[0]).toMatch(cause);
  expect(await states()).toEqual(before);
  pipeline.landed.delete(landed.key);
  return landed;
}
