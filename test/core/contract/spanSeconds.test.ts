import { describe, expect, it } from "vitest";
import { spanSeconds } from "../../../core/contract/spanSeconds.ts";

describe("the seconds of a span", () => {
  it.each([
    ["1 minute", 60],
    ["90 minutes", 5400],
    ["6 hours", 21_600],
    ["1 day", 86_400],
    ["7 days", 604_800],
  ])("are known of %s", (span, seconds) => {
    expect(spanSeconds(span)).toBe(seconds);
  });

  it.each([
    "",
    "day",
    "0 days",
    "01 day",
    "1.5 hours",
    "-1 day",
    "1e1 days",
    "1  day",
    "1 day ",
    "1 week",
    "1 toString",
  ])("are not known of %j", (span) => {
    expect(spanSeconds(span)).toBeUndefined();
  });
});
