import { type ArrivalWindow, arrivalWindow } from "./arrivalWindow.ts";

/** Which time a query is for. */
export interface WindowOptions {
  /** The first instant of the range, at a whole minute, as ISO 8601. */
  readonly start: string;
  /** The instant behind its last. */
  readonly end: string;
  /** Hours that a record may arrive after its measurement; later ones do not count. */
  readonly latenessHours: number;
}

/** What of the raw files a range's rows are made of, and which of their minutes. */
export interface TransformWindow {
  readonly arrivals: ArrivalWindow;
  /** Minutes that a record may arrive after its measurement. */
  readonly lateness: number;
  /** Instants as ISO 8601: the first that counts in the windows of the range's rows, its own first and last minute. */
  readonly lookBack: string;
  readonly firstMinute: string;
  readonly lastMinute: string;
}

/** What the transform reads of the time before, in and behind a range. */
export function transformWindow({ start, end, latenessHours }: WindowOptions): TransformWindow {
  const arrivals = arrivalWindow({ start, end }, latenessHours);
  return {
    arrivals,
    lateness: Math.floor(latenessHours * 60),
    lookBack: arrivals.first.toISOString(),
    firstMinute: new Date(start).toISOString(),
    lastMinute: new Date(Date.parse(end) - 60_000).toISOString(),
  };
}
