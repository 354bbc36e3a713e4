import { describe, expect, it } from "vitest";
import { withoutRepeats } from "../../../../local/cli/traffic/withoutRepeats.ts";

describe("lines without repeats", () => {
  it("are told once in a row, whatever the time before them, and again after others", () => {
    const told: string[] = [];
    const tell = withoutRepeats((line) => told.push(line));
    const lines = [
      "  1.00s  eu  a 1.50s",
      "  2.00s  eu  a 1.50s",
      " 10.25s  eu  a 2.50s",
      " 11.00s  eu  b",
      " 12.00s  eu  a 2.50s",
    ];
    for (const line of lines) tell(line);
    expect(told).toEqual([lines[0], ...lines.slice(2)]);
  });
});
