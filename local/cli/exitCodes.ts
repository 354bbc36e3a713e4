/** The exit codes of every command, as `--help` lists them. */
export const exitCodes = {
  success: { code: 0, means: "done; a run that was followed succeeded" },
  runFailed: {
    code: 1,
    means:
      "the run that was followed or shown failed (its alert is in the outbox), or the SQL, a job, a step or a check did",
  },
  usage: { code: 2, means: "the command line is wrong, or names a file, dataset, run or region that is not there" },
  broken: { code: 3, means: "the program, its configuration or the local host failed" },
} as const;
