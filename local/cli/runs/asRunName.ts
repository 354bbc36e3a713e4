/** A run, and the attempt where one of its executions is named. */
export interface RunName {
  readonly run: string;
  /** The dataset's name, which the run's begins with. */
  readonly dataset: string;
  readonly attempt: number | undefined;
}

/**
 * Reads the id of a run, `<dataset>-<32 hexadecimal digits>`, or the name of one of its executions, `<run>-<attempt>`;
 * an execution's ARN ends in its name. Undefined for any other name.
 */
export function asRunName(given: string): RunName | undefined {
  const [, run, dataset, attempt] = /^(?:arn:.*:)?((.+)-[0-9a-f]{32})(?:-(\d{1,6}))?$/.exec(given) ?? [];
  if (run === undefined || dataset === undefined) return undefined;
  return { run, dataset, attempt: attempt === undefined ? undefined : Number(attempt) };
}
