import { z } from "zod";
import { engines, type Run } from "../../../core/commit/Run.ts";

// Loose, as a retry hands on what it does not know.
const run: z.ZodType<Run> = z.looseObject({
  run: z.string(),
  attempt: z.number().int().nonnegative(),
  dataset: z.string(),
  contract: z.string(),
  source: z.looseObject({
    bucket: z.string(),
    key: z.string(),
    versionId: z.string(),
    size: z.number(),
    sequencer: z.string(),
  }),
  engine: z.enum(engines),
  catalog: z.enum(["register", "crawl"]),
  replay: z
    .looseObject({
      of: z.looseObject({ run: z.string(), attempt: z.number() }),
      onto: z.array(z.string()),
      file: z.looseObject({ bucket: z.string(), key: z.string(), versionId: z.string(), size: z.number() }),
      sha256: z.string(),
    })
    .optional(),
});

/** The run that the main machine's input is; undefined where the text is something else. */
export function parseRun(input: string | undefined): Run | undefined {
  try {
    return run.safeParse(JSON.parse(input ?? "")).data;
  } catch {
    return undefined;
  }
}
