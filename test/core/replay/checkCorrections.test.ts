import { describe, expect, it } from "vitest";
import { checkCorrections } from "../../../core/replay/checkCorrections.ts";

const rejected = new Set([2, 3, 5]);
const refusal = (numbers: readonly number[]) => () => checkCorrections(numbers, rejected, "readings-1");

describe("corrections", () => {
  it("are of rejected records, some or all, in any order", () => {
    expect(refusal([5, 2])).not.toThrow();
    expect(refusal([2, 3, 5])).not.toThrow();
  });

  it("are refused where they are none, or twice of a record, or of one that is not rejected", () => {
    expect(refusal([])).toThrow(expect.objectContaining({ code: "replay.no_records" }));
    expect(refusal([2, 3, 2, 2])).toThrow("readings-1: _record says 2 more than once; give each record one line.");
    expect(refusal([2, 4, 6])).toThrow("readings-1: No reject has the number 4, 6; keep _record");
    expect(refusal(Array.from({ length: 12 }, (_, index) => 100 + index))).toThrow("108, 109 and 2 more");
  });
});
