/** A record of Athena's results: every value between quotes, null as nothing at all. */
export function csvLine(values: readonly (string | undefined)[]): string {
  const fields = values.map((value) => (value === undefined ? "" : `"${value.replaceAll('"', '""')}"`));
  return `${fields.join(",")}\n`;
}

/** The first records of such a text, and the place behind them; what is cut off at the end is left. */
export function csvRecords(text: string, most: number): { records: (string | undefined)[][]; next: number } {
  const records: (string | undefined)[][] = [];
  let [next, at] = [0, 0];
  let record: (string | undefined)[] = [];
  while (at < text.length && records.length < most) {
    let value: string | undefined;
    if (text[at] === '"') {
      const end = closingQuote(text, at);
      if (end < 0) break;
      value = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    }
    record.push(value);
    if (at >= text.length) break;
    if (text[at] === "\n") {
      records.push(record);
      record = [];
      next = at + 1;
    }
    at += 1;
  }
  return { records, next };
}

/** The place of the quote that ends a value, -1 where it is cut off. */
function closingQuote(text: string, opening: number): number {
  for (let at = text.indexOf('"', opening + 1); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return at;
  }
  return -1;
}
