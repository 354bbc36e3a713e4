import { expect, test } from "vitest";
import { patternChanges } from "./support/patternChanges.ts";

test("a pattern is changed at each class, each quantifier and each alternative", () => {
  const hole = `\${y}`;
  const pattern = `[+-]?(?:[0-5]{1,2}|x${hole}*)`;
  const changed = patternChanges(pattern).map(({ operator, start, end, replacement }) =>
    `${operator}: ${pattern.slice(0, start)}${replacement}${pattern.slice(end)}`.replace(hole, "Y"),
  );
  expect(changed).toEqual([
    "narrower class: [-]?(?:[0-5]{1,2}|xY*)",
    "narrower class: [+]?(?:[0-5]{1,2}|xY*)",
    "wider class: [+-]?(?:[/-6]{1,2}|xY*)",
    "narrower class: [+-]?(?:[1-5]{1,2}|xY*)",
    "narrower class: [+-]?(?:[0-4]{1,2}|xY*)",
    "looser quantifier: [+-]*(?:[0-5]{1,2}|xY*)",
    "stricter quantifier: [+-](?:[0-5]{1,2}|xY*)",
    "looser quantifier: [+-]?(?:[0-5]{1,3}|xY*)",
    "stricter quantifier: [+-]?(?:[0-5]{1,1}|xY*)",
    "stricter quantifier: [+-]?(?:[0-5]{1,2}|xY?)",
    "stricter quantifier: [+-]?(?:[0-5]{1,2}|xY+)",
    "alternative dropped: [+-]?(?:xY*)",
    "alternative dropped: [+-]?(?:[0-5]{1,2})",
  ]);
});
