import { SluiceError } from "../../core/errors.ts";

/** The error of a disk that has no room, named; undefined where it is another. DuckDB says in its text what Node has a code for. */
export function diskFull(cause: unknown, where: string): SluiceError | undefined {
  if (!(cause instanceof Error)) return undefined;
  if (!("code" in cause && cause.code === "ENOSPC") && !/no space left on device/i.test(cause.message))
    return undefined;
  return new SluiceError("convert.disk_full", `The disk is full: ${cause.message.trim().replace(/\.$/, "")}`, {
    where,
    mend: "retry the run; where it fails again, with --engine spark",
    cause,
  });
}
