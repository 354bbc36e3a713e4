import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { z } from "zod";
import type { StepFunctions } from "../target/StepFunctions.ts";
import type { Attempts } from "./attemptsOf.ts";

const staged = z.looseObject({ status: z.enum(["staged", "failed", "absent"]) });
const verified = z.looseObject({ near: staged, far: staged });

/** How a region was staged, as its machine is told. */
export type Staged = z.infer<typeof staged>;

/**
 * How a region stood after the last verification that a run passed.
 * @param role of the region in the main machine
 */
export async function stagedOf(
  states: Pick<StepFunctions, "history">,
  { main }: Attempts,
  role: "near" | "far",
): Promise<Staged | undefined> {
  for (const { attempt, executionArn = "" } of main.toReversed()) {
    const found = verifiedIn(await states.history(executionArn));
    // What was staged before attempts were told apart was staged by the attempt that verified it.
    if (found) return { attempt, ...found[role] };
  }
  return undefined;
}

function verifiedIn(events: readonly HistoryEvent[]): z.infer<typeof verified> | undefined {
  const exited = events.findLast(
    ({ stateExitedEventDetails: exit }) => exit?.name === "Verify" && exit.assignedVariables,
  );
  const text = exited?.stateExitedEventDetails?.assignedVariables?.verified;
  return text === undefined ? undefined : verified.safeParse(JSON.parse(text)).data;
}
