/** The command that resumes a run, up to the run's id or the name of its execution. */
export const retryCommand = "npx sluice retry";
