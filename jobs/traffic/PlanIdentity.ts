/** Which attempt at which plan writes days: a plan that is resumed is the same one, its attempt a higher one. */
export interface PlanIdentity {
  /** `traffic-<32 hex digits>`; it excludes the attempt. */
  readonly run: string;
  /** From 0. */
  readonly attempt: number;
  /** When the plan was first made, ISO 8601 in UTC: of two plans, the later one's rows of a day count. */
  readonly startedAt: string;
}
