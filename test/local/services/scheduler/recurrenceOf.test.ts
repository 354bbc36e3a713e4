import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recurrenceOf } from "../../../../local/services/scheduler/recurrenceOf.ts";

const created = Date.parse("2026-01-02T03:04:05.678Z");
const read = (expression: string, zone = "UTC") => recurrenceOf({ name: "daily", expression, zone });

/** The first times after another. */
function times(expression: string, zone: string, after: string, count: number): string[] {
  const recurrence = read(expression, zone);
  const found: number[] = [];
  for (let last: number | undefined = Date.parse(after); found.length < count && last !== undefined; ) {
    last = recurrence.next(last, 0);
    if (last !== undefined) found.push(last);
  }
  return found.map((time) => new Date(time).toISOString().replace(":00.000Z", "Z"));
}

describe("a rate", () => {
  it.each([
    ["rate(1 minute)", 60_000],
    ["rate(5 minutes)", 300_000],
    ["rate(2 hours)", 7_200_000],
    ["rate(1 day)", 86_400_000],
  ])("%s counts from the creation, which is its first time", (expression, period) => {
    const { next } = read(expression);
    expect(next(created - 1, created)).toBe(created);
    expect(next(created, created)).toBe(created + period);
    expect(next(created + period - 1, created)).toBe(created + period);
    expect(next(created + 7 * period, created)).toBe(created + 8 * period);
  });
});

describe("a cron", () => {
  it.each([
    ["cron(30 3 * * ? *)", ["2026-03-01T03:30Z", "2026-03-02T03:30Z", "2026-03-03T03:30Z"]],
    ["cron(0/20 22-23 ? * MON-FRI *)", ["2026-03-02T22:00Z", "2026-03-02T22:20Z", "2026-03-02T22:40Z"]],
    ["cron(0 0 1,15 * ? 2026-2027)", ["2026-03-15T00:00Z", "2026-04-01T00:00Z", "2026-04-15T00:00Z"]],
    ["cron(0 12 ? JAN,6 1 *)", ["2026-06-07T12:00Z", "2026-06-14T12:00Z", "2026-06-21T12:00Z"]],
    ["cron(0 0 29 2 ? *)", ["2028-02-29T00:00Z", "2032-02-29T00:00Z", "2036-02-29T00:00Z"]],
    ["cron(*/30 * * * ? *)", ["2026-03-01T00:30Z", "2026-03-01T01:00Z", "2026-03-01T01:30Z"]],
  ])("%s is read as EventBridge reads it", (expression, expected) => {
    expect(times(expression, "UTC", "2026-03-01T00:00:00Z", 3)).toEqual(expected);
  });

  it("passes over a time that a day of its zone skips", () => {
    const found = times("cron(30 2 * * ? *)", "Europe/Brussels", "2026-03-27T12:00:00Z", 3);
    expect(found).toEqual(["2026-03-28T01:30Z", "2026-03-30T00:30Z", "2026-03-31T00:30Z"]);
  });

  it("comes once at a time that a day of its zone repeats", () => {
    const found = times("cron(30 2 * * ? *)", "Europe/Brussels", "2026-10-24T12:00:00Z", 3);
    expect(found).toEqual(["2026-10-25T00:30Z", "2026-10-26T01:30Z", "2026-10-27T01:30Z"]);
  });

  it("ends with its years, and has no time before the creation", () => {
    expect(times("cron(0 0 1 1 ? 2027)", "UTC", "2026-03-01T00:00:00Z", 3)).toEqual(["2027-01-01T00:00Z"]);
    expect(times("cron(0 0 31 4 ? *)", "UTC", "2026-03-01T00:00:00Z", 1)).toEqual([]);
    const { next } = read("cron(0 0 * * ? *)");
    expect(next(0, Date.parse("2026-03-01T00:00:00Z"))).toBe(Date.parse("2026-03-01T00:00:00Z"));
    expect(next(0, created)).toBe(Date.parse("2026-01-03T00:00:00Z"));
  });

  it("comes on each day of a zone once, whatever the hour, where the day has it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("Europe/Brussels", "America/Sao_Paulo", "Australia/Lord_Howe", "UTC"),
        fc.integer({ min: 4, max: 23 }),
        fc.integer({ min: 0, max: 20_000 }),
        (zone, hour, day) => {
          const after = new Date(day * 86_400_000).toISOString();
          const local = new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
          const [first = "", second = ""] = times(`cron(15 ${hour} * * ? *)`, zone, after, 2).map((time) =>
            local.format(new Date(time)),
          );
          const clock = `${String(hour).padStart(2, "0")}:15`;
          expect([first.slice(11), second.slice(11)]).toEqual([clock, clock]);
          expect(Date.parse(second.slice(0, 10)) - Date.parse(first.slice(0, 10))).toBe(86_400_000);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("what is no schedule", () => {
  it.each([
    "rate(0 days)",
    "rate(1 week)",
    "at(2026-01-01T00:00:00)",
    "cron(0 3 * * *)",
    "cron(0 3 * * * *)",
    "cron(0 3 ? * ? *)",
    "cron(60 3 * * ? *)",
    "cron(0 3 L * ? *)",
    "cron(0 3 ? * 2#1 *)",
    "cron(0 3 10-5 * ? *)",
    "cron(0/0 3 * * ? *)",
    "cron(? 3 * * ? *)",
    "cron(0 MON * * ? *)",
    "daily",
  ])("%s is refused by name", (expression) => {
    const error = expect.objectContaining({ code: "program.unsupported_input", where: "daily" });
    expect(() => read(expression)).toThrow(error);
  });

  it("is a cron in a zone that there is not", () => {
    expect(() => read("cron(0 3 * * ? *)", "Europe/Atlantis")).toThrow("Europe/Atlantis");
  });
});
