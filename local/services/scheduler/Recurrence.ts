/** When something happens again and again; times in milliseconds since 1970. */
export interface Recurrence {
  /**
   * The first time that is later than another; undefined where there is none.
   * @param created the schedule's creation, before which no time is
   */
  next(after: number, created: number): number | undefined;
}
