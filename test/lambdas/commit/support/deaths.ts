import fc from "fast-check";

/** At which call each try at a commit dies, and whether S3 heard of the call. */
export const deaths = fc.array(
  fc.record({ last: fc.integer({ min: 1, max: 12 }), moment: fc.constantFrom("before" as const, "after" as const) }),
  { maxLength: 2 },
);

/** A try that does not die. */
export const never = { last: Number.POSITIVE_INFINITY, moment: "before" } as const;
