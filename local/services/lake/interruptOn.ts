import type { DuckDBConnection } from "@duckdb/node-api";

/** Milliseconds between two interruptions. */
const again = 20;

/**
 * Interrupts what a connection runs once the signal is given, and whatever it begins to run after that: one that has not
 * begun does not hear of it. Ends when disposed of.
 */
export function interruptOn(signal: AbortSignal | undefined, connection: DuckDBConnection): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    connection.interrupt();
    timer = setInterval(() => connection.interrupt(), again);
  };
  signal?.addEventListener("abort", begin);
  return {
    [Symbol.dispose]: () => {
      signal?.removeEventListener("abort", begin);
      clearInterval(timer);
    },
  };
}
