import { describe, expect, it } from "vitest";
import { jobLine } from "../../../local/cli/jobLine.ts";

const line = (entry: object) => jobLine(JSON.stringify(entry), "output");

describe("a line of a job's log, in short", () => {
  it("is the message and the facts, without what who follows it knows", () => {
    const known = { timestamp: "2026-01-01T00:00:00.000Z", level: "INFO", run: "readings-1", attempt: 0 };
    expect(line({ ...known, message: "read", records: 10, seconds: 1.23456, region: "eu-west-1" })).toBe(
      "read (records 10, seconds 1.23, region eu-west-1)",
    );
    expect(line({ ...known, message: "done", counts: { read: 1 }, nothing: null, empty: "" })).toBe("done");
  });

  it("is what a script prints, on one line that a terminal shows as it is, cut where it is long", () => {
    expect(jobLine("  hello \u001b[2J ", "output")).toBe("hello \\u001b[2J");
    expect(jobLine("x".repeat(500), "output")).toHaveLength(160);
    expect(jobLine('["no object"]', "output")).toBe('["no object"]');
  });

  it("is none for an empty line, and for what the platform says on the error stream", () => {
    expect(jobLine("   ", "output")).toBeUndefined();
    expect(jobLine("26/01/01 WARN NativeCodeLoader: Unable to load", "error")).toBeUndefined();
    expect(jobLine('{"message":"lost"}', "error")).toBe("lost");
  });
});
