import { describe, expect, it } from "vitest";
import { askedDays } from "../../../../local/cli/traffic/askedDays.ts";

describe("the days that a command line names", () => {
  it("are one day, a range, or none", () => {
    const range = { from: "2024-03-30", to: "2024-04-02" };
    expect(askedDays({ day: "2024-03-30" })).toEqual({ from: "2024-03-30", to: "2024-03-30" });
    expect(askedDays(range)).toEqual(range);
    expect(askedDays({})).toBeUndefined();
  });

  it.each([
    [{ from: "2024-03-30" }, "cli.bad_days"],
    [{ to: "2024-03-30" }, "cli.bad_days"],
    [{ day: "2024-03-30", from: "2024-03-29" }, "cli.bad_days"],
    [{ day: "2024-03-30", from: "2024-03-29", to: "2024-03-31" }, "cli.bad_days"],
    [{ day: "2024-02-30" }, "traffic.bad_range"],
    [{ day: "30.3.2024" }, "traffic.bad_range"],
    [{ from: "2024-03-30", to: "2024-03-29" }, "traffic.bad_range"],
  ])("are refused as %j", (options, code) => {
    expect(() => askedDays(options)).toThrow(expect.objectContaining({ code }));
  });
});
