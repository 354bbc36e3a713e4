/** The cause of a failed execution, for a person: of a Glue job's run, which is its JSON, the message alone. */
export function causeText(cause = ""): string {
  try {
    const { ErrorMessage } = JSON.parse(cause) as { ErrorMessage?: unknown };
    return typeof ErrorMessage === "string" ? ErrorMessage : cause;
  } catch {
    return cause;
  }
}
