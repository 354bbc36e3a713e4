import { describe, expect, it } from "vitest";
import { interruption } from "../../../../local/cli/query/interruption.ts";

describe("an interruption", () => {
  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("is signalled by %s, which may come more than once", (signal) => {
    const before = process.listenerCount(signal);
    {
      using interrupted = interruption();
      expect(interrupted.signal.aborted).toBe(false);
      expect(process.emit(signal)).toBe(true);
      expect(interrupted.signal.aborted).toBe(true);
      expect(process.emit(signal)).toBe(true);
    }
    expect(process.listenerCount(signal)).toBe(before);
  });
});
