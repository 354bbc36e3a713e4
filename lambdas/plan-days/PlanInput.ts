/** Days as an execution is asked for them: none (yesterday), one, or all from the first to the last. */
export interface AskedDays {
  readonly year?: number | null;
  readonly month?: number | null;
  readonly day?: number | null;
  /** `YYYY-MM-DD` */
  readonly from?: string | null;
  readonly to?: string | null;
}

/** What of an earlier plan is done again; nothing where it is a plan of its own. */
export interface Resumed {
  readonly run?: string | null;
  readonly attempt?: number | null;
  readonly startedAt?: string | null;
}

export interface PlanInput {
  readonly asked: AskedDays;
  /** The execution's name. */
  readonly name: string;
  /** The execution's start, ISO 8601. */
  readonly startedAt: string;
  readonly resume: Resumed;
}
