/**
 * A failure of a state: the ASL error's name and its cause. What runs an integration throws it for a failure that
 * Retry and Catch may handle; any other exception ends the interpretation itself.
 */
export class TaskError extends Error {
  readonly error: string;
  readonly causeText: string;

  constructor(error: string, causeText: string) {
    super(`${error}: ${causeText}`);
    this.error = error;
    this.causeText = causeText;
    this.name = "TaskError";
  }
}
