import type { Equivalent } from "./Equivalent.ts";
import { told } from "./told.ts";

const readers = ["spark"] as const;

/** Of Spark's SQL. */
export const sparkEquivalents: readonly Equivalent[] = [
  {
    readers,
    means: ({ file }) => file.endsWith("timestampGrammar.ts"),
    why: "Spark reads a timestamp by a shape of its own and its cast",
  },
  {
    readers,
    means: told("decimalGrammar.ts", "export const decimalGroups"),
    why: "Spark casts the whole text, and has no use for its groups",
  },
];
