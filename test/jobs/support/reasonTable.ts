/** Counts as aligned lines under a title. */
export function reasonTable(title: string, counts: Readonly<Record<string, number>>): string {
  const widest = Math.max(...Object.keys(counts).map(({ length }) => length));
  return [title, ...Object.entries(counts).map(([name, number]) => `  ${name.padEnd(widest)} ${number}`)].join("\n");
}
