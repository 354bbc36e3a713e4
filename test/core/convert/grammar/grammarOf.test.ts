import { describe, expect, it } from "vitest";
import type { Column } from "../../../../core/contract/columns/Column.ts";
import { t } from "../../../../core/contract/t.ts";
import { dateGrammar } from "../../../../core/convert/grammar/dateGrammar.ts";
import { excessDigits } from "../../../../core/convert/grammar/excessDigits.ts";
import { grammarOf } from "../../../../core/convert/grammar/grammarOf.ts";
import { matcher } from "../../../../core/convert/grammar/matcher.ts";
import { timestampGrammar, timestampGroups } from "../../../../core/convert/grammar/timestampGrammar.ts";

const columns: [string, Column][] = [
  ["smallint", t.smallint()],
  ["decimal", t.decimal(9, 2)],
  ["double", t.double()],
  ["real with NaN", t.real().allowNaN()],
  ["boolean", t.boolean({ true: ["(?=x)", "[a", "\\1", "$^|"], false: ["*+?.{2}"] })],
  ["date", t.date()],
  ["date of its own format", t.date({ format: "D/M/YYYY" })],
  ["timestamp", t.timestamp()],
];

describe("a grammar", () => {
  it.each(columns)("of a %s has no construct that RE2 lacks, and no anchor", (_, { spec }) => {
    for (const separator of [".", ","] as const) {
      const source = grammarOf(spec.type, separator)?.source ?? "";
      expect(source).not.toBe("");
      expect(source).not.toMatch(/\(\?[^:]|\\[^x]|[\^$]|[*+?}][*+?]/);
    }
  });

  it.each(columns)("of a %s takes time that grows no faster than the text", (_, { spec }) => {
    const source = grammarOf(spec.type, ".")?.source ?? "";
    const started = performance.now();
    for (const text of ["1".repeat(200_000), `${"1".repeat(200_000)}.${"0".repeat(200_000)}`]) {
      expect(matcher(source).test(`${text}!`)).toBe(false);
    }
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it("takes boolean tokens literally, in any ASCII case", () => {
    const source = grammarOf(t.boolean({ true: ["a.b", "k"], false: ["(c)"] }).spec.type, ".")?.source ?? "";
    const matches = (text: string) => matcher(source).test(text);
    expect(["A.b", "(C)", "K"].map(matches)).toEqual([true, true, true]);
    expect(["axb", "c", "\u212a", "a.b(c)", ""].map(matches)).toEqual([false, false, false, false, false]);
  });

  it("is none for a varchar", () => {
    expect(grammarOf(t.varchar(3).spec.type, ".")).toBeNull();
  });
});

describe("a grammar's groups", () => {
  it.each([
    ["YYYY-MM-DD", "2024-03-01"],
    ["D.M.YYYY", "1.3.2024"],
    ["MM/DD/YYYY", "03/01/2024"],
    ["YYYYDDMM", "20240103"],
  ])("hold the parts of a date as %s", (format, text) => {
    const { source, groups } = dateGrammar(format);
    const found = matcher(source).exec(text);
    expect([groups.year, groups.month, groups.day].map((group) => Number(found?.[group]))).toEqual([2024, 3, 1]);
  });

  it("hold the parts of a timestamp", () => {
    const found = matcher(timestampGrammar.source).exec("2024-03-01T12:34:56.789+02:00");
    const parts = Object.entries(timestampGroups).map(([part, group]) => [part, found?.[group]]);
    expect(Object.fromEntries(parts)).toEqual({
      year: "2024",
      month: "03",
      day: "01",
      hour: "12",
      minute: "34",
      second: "56",
      fraction: "789",
      offset: "+02:00",
    });
  });
});

describe("excess digits", () => {
  it.each([
    [".", 2, "1.230", false],
    [".", 2, "1.2301", true],
    [",", 0, "1,0", false],
    [",", 0, "1,5", true],
    [",", 0, "1.5", false],
    [".", 3, "1.5", false],
  ] as const)("behind %j and %i digits are found in %s: %s", (separator, scale, text, found) => {
    expect(new RegExp(excessDigits(separator, scale)).test(text)).toBe(found);
  });
});
