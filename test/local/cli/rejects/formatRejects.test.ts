import { describe, expect, it } from "vitest";
import type { Reject } from "../../../../core/convert/Reject.ts";
import { formatRejects } from "../../../../local/cli/rejects/formatRejects.ts";

const rejects: readonly Reject[] = [
  {
    record: 2,
    errors: [
      { column: "lane", reason: "below_minimum" },
      { column: "note", reason: "too_long" },
    ],
    raw: "0;two\nlines\u001b[31m",
  },
  { record: 17, errors: [{ column: null, reason: "short_row" }], raw: `long ${"x".repeat(200)}` },
];
const about = { run: "readings-1", region: "eu-west-1", from: "published" } as const;

describe("the rejects of a run, for a person", () => {
  it("are a line for each error, the text beside the first, what a terminal would obey spelt out", () => {
    const lines = formatRejects({ ...about, rejected: 2, rejects }).split("\n");
    expect(lines.slice(0, 3)).toEqual([
      expect.stringMatching(/^record\s+column\s+reason\s+raw$/),
      expect.stringMatching(/^2\s+lane\s+below_minimum\s+0;two\\nlines\\u001b\[31m$/),
      expect.stringMatching(/^\s+note\s+too_long$/),
    ]);
    expect(lines[3]).toMatch(/^17\s+short_row\s+long x{94}…$/);
    expect(lines.slice(4)).toEqual(["", "2 rejected, published in eu-west-1", ""]);
  });

  it("tell how many more there are than are shown, and where there are none", () => {
    expect(formatRejects({ ...about, rejected: 1002, rejects })).toContain(
      "\n1,002 rejected, published in eu-west-1; 1000 more than are shown (--limit)\n",
    );
    expect(formatRejects({ ...about, from: "staged", rejected: 0, rejects: [] })).toBe(
      "0 rejected, staged in eu-west-1\n",
    );
  });
});
