/**
 * The columns that every row carries behind its own: the object that it is of, and the run that read that, also where the
 * row was rejected first and came by a replay.
 */
export const lineage = { source: "_source", run: "_run" } as const;
