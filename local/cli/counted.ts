/** A number of things, for people: "1 row", "1,234 rows". @param noun one that takes an s */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
}
