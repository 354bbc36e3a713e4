import { GlueClient } from "@aws-sdk/client-glue";
import { arrivalWindow } from "../../jobs/traffic/arrivalWindow.ts";
import { type DayRange, daysOf } from "../../jobs/traffic/DayRange.ts";
import { daySpans } from "../../jobs/traffic/daySpans.ts";
import type { PlanIdentity } from "../../jobs/traffic/PlanIdentity.ts";
import { type DaySpan, splitDays } from "../../jobs/traffic/splitDays.ts";
import { wholeHours } from "../../jobs/traffic/wholeHours.ts";
import { latenessHours } from "../shared/latenessHours.ts";
import { logged } from "../shared/logged.ts";
import { s3In } from "../shared/s3In.ts";
import { setting } from "../shared/setting.ts";
import { askedRange } from "./askedRange.ts";
import type { PlanInput } from "./PlanInput.ts";
import { planIdentity } from "./planIdentity.ts";
import { requireHours } from "./requireHours.ts";
import { requireRawData } from "./requireRawData.ts";
import { requireSchema } from "./requireSchema.ts";

/** Days, of the data's zone, that one statement writes: at most 4, both ends included. */
export interface PlannedRange {
  readonly from: string;
  readonly to: string;
}

/** What is to be written, and as whose work. */
export interface Plan extends PlanIdentity {
  readonly ranges: readonly PlannedRange[];
  /** The days of all ranges, in order. */
  readonly days: readonly string[];
}

const glue = new GlueClient({});

/**
 * Plans the days that an execution writes, yesterday where it is asked for none, and requires that they can be written:
 * each is over, has raw files, and these have the columns that the transform reads, in every hour that it reads.
 *
 * A day can be written as soon as it is over in the zone, though a record counts that arrives hours after its
 * measurement: one that comes later than the plan is in the rows once the day is written again.
 * @throws SluiceError `traffic.bad_range`, `traffic.bad_resume`, `traffic.day_not_over`, `traffic.not_crawled`,
 * `traffic.schema_drift`, `traffic.no_raw_data`
 */
export const handler = logged(
  ({ asked, name, resume }: PlanInput) => ({ execution: name, asked, resume }),
  async (input: PlanInput): Promise<Plan> => {
    const plan = planIdentity(input);
    const zone = setting("SLUICE_ZONE");
    const range = askedRange(input.asked, new Date(plan.startedAt), zone);
    const spans = daySpans({ range, zone, now: new Date(input.startedAt) });
    const database = setting("SLUICE_RAW_DATABASE");
    const columns = await requireSchema(glue, database);
    const raw = { s3: s3In(setting("AWS_REGION")), bucket: setting("SLUICE_RAW_BUCKET") };
    await requireRawData(raw, singleDays(range, zone));
    await requireHours({ glue, database, columns }, raw, hoursRead(spans));
    return { ...plan, ranges: spans.map(rangeOf), days: spans.flatMap(({ days }) => days) };
  },
);

function singleDays(range: DayRange, zone: string): DaySpan[] {
  return daysOf(range).flatMap((day) => splitDays([day], zone));
}

/** The hours of arrival that are read for all spans. */
function hoursRead(spans: readonly DaySpan[]): Date[] {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) return [];
  const arrivals = arrivalWindow({ start: first.start, end: last.end }, latenessHours());
  return wholeHours(arrivals.first, arrivals.last);
}

function rangeOf({ days }: DaySpan): PlannedRange {
  return { from: days[0] ?? "", to: days.at(-1) ?? "" };
}
