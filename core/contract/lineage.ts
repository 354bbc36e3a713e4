/** The columns that every row carries behind its own: the object that it was read from, and the run that wrote it. */
export const lineage = { source: "_source", run: "_run" } as const;
