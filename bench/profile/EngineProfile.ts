import * as z from "zod";

/** Where an engine's time goes. */
export const engineProfile = z.object({
  /** ISO 8601. */
  at: z.string(),
  /** Of the source. */
  bytes: z.number().int().positive(),
  rounds: z.number().int().positive(),
  /** In the engine's order, medians. */
  steps: z.array(z.object({ step: z.string(), seconds: z.number() })).min(1),
});

export type EngineProfile = z.infer<typeof engineProfile>;
/** As it was measured: by steps, in their order. */
export type Steps = EngineProfile["steps"];
