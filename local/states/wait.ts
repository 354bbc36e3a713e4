import type { AslWait } from "../../core/flow/Asl.ts";
import type { Exit, Scope } from "./Scope.ts";

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Waits some seconds, or until a time; not at all where that has passed. */
export async function wait(state: AslWait, scope: Scope): Promise<Exit> {
  const { host, signal } = scope.frame;
  await host.clock.sleep(Math.max(0, await millisecondsOf(state, scope)), signal);
  return scope.leave(state, "", scope.input);
}

async function millisecondsOf(state: AslWait, scope: Scope): Promise<number> {
  if (state.Seconds !== undefined) {
    return 1000 * (await scope.evaluateAs(state.Seconds, "Seconds", "integer from 0 to 99999999", isSeconds));
  }
  const time = await scope.evaluateAs(state.Timestamp, "Timestamp", "RFC 3339 timestamp", isTimestamp);
  return Date.parse(time) - scope.frame.host.clock.now().getTime();
}

const isSeconds = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 99_999_999;

const isTimestamp = (value: unknown): value is string =>
  typeof value === "string" && RFC_3339.test(value) && !Number.isNaN(Date.parse(value));
