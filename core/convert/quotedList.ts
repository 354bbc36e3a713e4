/** At most twenty of the names, each cut at 80 characters: a file in another dialect has a header of one long name. */
export function quotedList(names: readonly string[]): string {
  const shown = names.slice(0, 20).map((name) => JSON.stringify(name.length > 80 ? `${name.slice(0, 79)}…` : name));
  return names.length > shown.length ? `${shown.join(", ")} and ${names.length - shown.length} more` : shown.join(", ");
}
