import { trafficRaw } from "../../../datasets/trafficRaw.ts";

/** How generated records are written. */
export type LineFormat = "csv" | "jsonl";

/** The name of a field of a record. */
type Field = keyof typeof trafficRaw.$row;

/** The bytes of a field in its line, with what is before it, and behind it in the last; undefined is written as missing. */
type Cell = (value: number | string | undefined) => Uint8Array;

/** How a record is written: its cells one behind the other, and a newline. */
export interface LineParts {
  /** What a file begins with. */
  readonly header: Uint8Array;
  readonly cells: Readonly<Record<Field, Cell>>;
}

const fields = trafficRaw.columns.map(({ key }) => key as Field);

export const lineParts: Readonly<Record<LineFormat, LineParts>> = {
  csv: {
    header: bytesOf(`${fields.join(",")}\n`),
    cells: cellsOf((_, index, value) => `${index === 0 ? "" : ","}${value ?? ""}`),
  },
  jsonl: {
    header: bytesOf(""),
    cells: cellsOf((field, index, value) => {
      const [opening, closing] = [index === 0 ? "{" : ",", index === fields.length - 1 ? "}" : ""];
      return `${opening}"${field}":${JSON.stringify(value ?? null)}${closing}`;
    }),
  },
};

function cellsOf(text: (field: Field, index: number, value: number | string | undefined) => string) {
  const cells = fields.map((field, index) => [field, remembering((value) => text(field, index, value))]);
  return Object.fromEntries(cells) as Record<Field, Cell>;
}

/** Keeps the bytes of whole numbers, of which a field has few: to make them again takes longer than to copy them. */
function remembering(text: (value: number | string | undefined) => string): Cell {
  const known: Uint8Array[] = [];
  return (value) => {
    if (typeof value !== "number" || value < 0) return bytesOf(text(value));
    const found = known[value];
    if (found !== undefined) return found;
    const made = bytesOf(text(value));
    known[value] = made;
    return made;
  };
}

function bytesOf(text: string): Uint8Array {
  return Buffer.from(text, "latin1");
}
