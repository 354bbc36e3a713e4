/**
 * Turns Ctrl-C, and other requests to end, into a signal for as long as it is not disposed of. A terminal's Ctrl-C comes
 * twice, from the terminal and from the process that started this one, so later ones are not taken as impatience.
 */
export function interruption(): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const each of signals) process.on(each, abort);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      for (const each of signals) process.off(each, abort);
    },
  };
}
