import { expect, it } from "vitest";
import { counted } from "../../../local/cli/counted.ts";

it.each([
  [0, "0 rows"],
  [1, "1 row"],
  [1_234, "1,234 rows"],
])("%i of a thing is said as %s", (count, said) => {
  expect(counted(count, "row")).toBe(said);
});
