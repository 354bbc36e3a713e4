/** One event for a function. */
export interface Invocation {
  requestId: string;
  /** JSON text. */
  payload: string;
}

/** How an invocation ended: the payload is JSON text, of the result or of `{errorType, errorMessage, trace?}`. */
export interface InvocationResult {
  failed: boolean;
  payload: string;
}

/** The result of a function that failed in a way that Lambda, not the function, words. */
export function runtimeFailure(requestId: string, errorType: string, what: string): InvocationResult {
  const errorMessage = `RequestId: ${requestId} Error: ${what}`;
  return { failed: true, payload: JSON.stringify({ errorType, errorMessage }) };
}
