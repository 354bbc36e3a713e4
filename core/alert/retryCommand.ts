/**
 * The command that resumes a run, up to the run's id or the name of its execution.
 * @see `sluice retry --help`
 */
export const retryCommand = "npx sluice retry";

/** Options as they follow a command: with a space before them where there are any. */
export function following(options: string | undefined): string {
  return options === undefined || options === "" ? "" : ` ${options}`;
}
