import { z } from "zod";

/** What a host says of itself at `/_sluice/health`. */
export const hostHealth = z.object({
  pid: z.number(),
  project: z.string(),
  stack: z.string(),
  /** The outputs of the program. */
  outputs: z.record(z.string(), z.unknown()),
  /** Id of the latest event at `/_sluice/events`; 0 before the first. */
  lastEvent: z.number(),
});

export type HostHealth = z.infer<typeof hostHealth>;
