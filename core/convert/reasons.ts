/**
 * Why a record is rejected: the closed list. The first group is of the whole record (its `column` is null), the second
 * of one value; a value has one reason, the first that applies in the order of its type's checks.
 */
export const reasons = [
  "malformed_quote",
  "unclosed_quote",
  "short_row",
  "long_row",
  "invalid_utf8",
  "replacement_character",
  "required",
  "invalid_integer",
  "invalid_decimal",
  "invalid_number",
  "invalid_boolean",
  "invalid_date",
  "invalid_timestamp",
  "nonexistent_time",
  "ambiguous_time",
  "too_precise",
  "out_of_range",
  "too_long",
  "below_minimum",
  "above_maximum",
  "not_allowed",
] as const;

export type Reason = (typeof reasons)[number];
