import { expect, test } from "vitest";
import { changedTexts } from "./support/changedTexts.ts";
import { sqlChanges } from "./support/sqlChanges.ts";

test("SQL is changed at its logical words, comparisons, signs and numbers, but not in names or quotes", () => {
  const sql = "a1 IS NOT NULL AND NOT b >= '5' - 9";
  expect(changedTexts(sql, sqlChanges(sql))).toEqual([
    "SQL turned: a1 IS NOT NULL OR NOT b >= '5' - 9",
    "SQL turned: a1 IS NOT NULL AND b >= '5' - 9",
    "SQL turned: a1 IS NULL AND NOT b >= '5' - 9",
    "SQL turned: a1 IS NOT NULL AND NOT b > '5' - 9",
    "SQL turned: a1 IS NOT NULL AND NOT b >= '5' + 9",
    "SQL number moved: a1 IS NOT NULL AND NOT b >= '5' - 10",
  ]);
});
