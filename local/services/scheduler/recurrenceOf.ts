import { SluiceError } from "../../../core/errors.ts";
import type { ScheduleSpec } from "../../program/specs/scheduleSpecs.ts";
import { cronRecurrence } from "./cronRecurrence.ts";
import type { Recurrence } from "./Recurrence.ts";

const milliseconds = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
type Unit = keyof typeof milliseconds;

/**
 * The times of a schedule.
 * @throws SluiceError `program.unsupported_input`
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function recurrenceOf({
  name,
  expression,
  zone,
}: Pick<ScheduleSpec, "name" | "expression" | "zone">): Recurrence {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (Number(count) > 0) return rate(Number(count) * milliseconds[unit as Unit]);
  const [, fields] = /^cron\((.+)\)$/.exec(expression) ?? [];
  const cron = fields === undefined ? undefined : cronRecurrence(fields, zone);
  if (cron !== undefined) return cron;
  throw new SluiceError("program.unsupported_input", `The schedule ${expression} in ${zone} is not understood`, {
    where: name,
    mend: "give rate(<count> minutes|hours|days), or cron(<6 fields>) of numbers, names, *, ?, lists, ranges and steps in an IANA zone",
  });
}

/** The creation is the first time: a rate begins at once where no start is given. */
function rate(period: number): Recurrence {
  return {
    next: (after, created) => created + Math.max(0, Math.floor((after - created) / period) + 1) * period,
  };
}
