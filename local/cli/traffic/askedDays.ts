import { SluiceError } from "../../../core/errors.ts";
import { daysOf } from "../../../jobs/traffic/DayRange.ts";

export interface DayOptions {
  /** `YYYY-MM-DD`, of the data's zone. */
  readonly day?: string;
  readonly from?: string;
  readonly to?: string;
}

/**
 * The days that the command line names, as an execution is asked for them: none is yesterday.
 * @throws SluiceError `cli.bad_days`, `traffic.bad_range`
 */
export function askedDays({ day, from = day, to = day }: DayOptions): { from: string; to: string } | undefined {
  if (from === undefined && to === undefined) return undefined;
  const isMixed = day !== undefined && (from !== day || to !== day);
  if (from === undefined || to === undefined || isMixed) {
    throw new SluiceError("cli.bad_days", "A range of days has a first and a last one", {
      mend: "give --day, or both --from and --to",
    });
  }
  daysOf({ from, to });
  return { from, to };
}
