/** From which instant to which, both included, raw files arrived that a range of days is made of. */
export interface ArrivalWindow {
  readonly first: Date;
  readonly last: Date;
}

const hour = 3_600_000;

/**
 * Hours before a range whose measurements, and whose hours of arrival, are read. The windows of its first rows begin in
 * the last 19 of them: see `gaps` in `transform.sql`; what is in these arrived in the 20, since none counts that is more
 * than 119 minutes ahead of its hour of arrival.
 */
const lookBackHours = 20;

/**
 * When what is read of a range arrived: from its look-back to the last arrival that counts.
 * @param span its first instant and the one behind its last, ISO 8601
 * @param latenessHours hours that a record may arrive after its measurement
 */
export function arrivalWindow(
  { start, end }: { readonly start: string; readonly end: string },
  latenessHours: number,
): ArrivalWindow {
  const first = new Date(Date.parse(start) - lookBackHours * hour);
  return { first, last: new Date(Date.parse(end) - 1 + latenessHours * hour) };
}
