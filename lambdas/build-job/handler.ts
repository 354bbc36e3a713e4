import { GlueClient } from "@aws-sdk/client-glue";
import { logged } from "../shared/logged.ts";
import { missingDays } from "../shared/missingDays.ts";
import type { RangeWork } from "../shared/RangeWork.ts";
import { rangeToken } from "../shared/rangeToken.ts";
import { setting } from "../shared/setting.ts";
import { type JobArguments, jobArguments } from "./jobArguments.ts";
import { rangeSpan } from "./rangeSpan.ts";

export interface BuiltJob extends JobArguments {
  /** Whether the plan has nothing left to do on the range: then there is nothing to run. */
  readonly done: boolean;
  /** The days that are to be published. */
  readonly days: readonly string[];
  /** Where the job leaves the list of the files that it wrote; two runs of one attempt write the same rows. */
  readonly list: string;
}

const glue = new GlueClient({});

/**
 * Builds what the job is told that writes a planned range aside, as `build-query` builds a statement. It writes the whole
 * range also where some days are published.
 * @throws SluiceError `traffic.bad_range`, `traffic.not_crawled`, and what `daySpans` throws
 */
export const handler = logged(
  ({ plan: { run, attempt }, range }: RangeWork) => ({ run, attempt, range }),
  async ({ plan, range }: RangeWork): Promise<BuiltJob> => {
    const span = rangeSpan(range);
    const days = await missingDays(span.days, plan);
    const list = `${setting("SLUICE_STAGING")}${rangeToken(plan, range)}.txt`;
    return { done: days.length === 0, days, list, ...(await jobArguments(glue, span)) };
  },
);
