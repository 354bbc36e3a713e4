type How = "toUpperCase" | "toLowerCase";
type Members = Record<string, unknown>;

/** A name with another first letter. */
export function recased(text: string, how: How): string {
  return text.charAt(0)[how]() + text.slice(1);
}

/** A value whose own members are named so, and what is within them as it is. */
export function topLevel(value: Members, how: How): Members {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [recased(key, how), inner]));
}

/**
 * An answer of Step Functions' own API as an SDK integration gives it: in PascalCase, members of members too, but for
 * those that a user names, the variables.
 */
export function upperCased(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(upperCased);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([key, inner]) => [
    recased(key, "toUpperCase"),
    key === "assignedVariables" ? inner : upperCased(inner),
  ]);
  return Object.fromEntries(members);
}
