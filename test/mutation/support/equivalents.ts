import { duckdbEquivalents } from "./equivalents/duckdbEquivalents.ts";
import type { Equivalent } from "./equivalents/Equivalent.ts";
import { framerEquivalents } from "./equivalents/framerEquivalents.ts";
import { pythonEquivalents } from "./equivalents/pythonEquivalents.ts";
import { sparkEquivalents } from "./equivalents/sparkEquivalents.ts";
import { valueEquivalents } from "./equivalents/valueEquivalents.ts";

/** All mutants that no file can tell from their readers. */
export const equivalents: readonly Equivalent[] = [
  ...valueEquivalents,
  ...framerEquivalents,
  ...duckdbEquivalents,
  ...sparkEquivalents,
  ...pythonEquivalents,
];
