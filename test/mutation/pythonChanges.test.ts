import { expect, test } from "vitest";
import { changedTexts } from "./support/changedTexts.ts";
import { pythonChanges } from "./support/pythonChanges.ts";

test("Python is changed at its logic, numbers, conditions and bytes, but not in texts and comments", () => {
  const python = '"""1 and 2"""\nif at != -1 and text:\n    at = text.find(b"\\r\\n", 1)  # 3 or 4';
  const shown = changedTexts(python, pythonChanges(python));
  expect(shown.map((each) => each.replace('"""1 and 2"""\n', "").replace("  # 3 or 4", ""))).toEqual([
    'turned: if at != -1 or text:\n    at = text.find(b"\\r\\n", 1)',
    'turned: if at == -1 and text:\n    at = text.find(b"\\r\\n", 1)',
    'number moved: if at != -1 and text:\n    at = text.find(b"\\r\\n", 2)',
    'number moved: if at != -1 and text:\n    at = text.find(b"\\r\\n", 0)',
    'condition negated: if not (at != -1 and text):\n    at = text.find(b"\\r\\n", 1)',
    'constant changed: if at != -1 and text:\n    at = text.find(b"\\n", 1)',
    'constant changed: if at != -1 and text:\n    at = text.find(b"\\r", 1)',
  ]);
});
