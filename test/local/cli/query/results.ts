import fc from "fast-check";
import type { Cell, Result, ResultRow } from "../../../../local/cli/query/Result.ts";
import { type ResultColumn, resultColumn } from "../../../../local/cli/query/ResultColumn.ts";

/** Columns by name and type of Redshift: `{ toll: "numeric(9,2)" }`. */
export function columnsOf(types: Record<string, string>): ResultColumn[] {
  return Object.entries(types).map(([name, type]) => column(name, type));
}

export function column(name: string, type: string): ResultColumn {
  const [, typeName = "", precision, scale] = /^(\w+)(?:\((\d+),(\d+)\))?$/.exec(type) ?? [];
  return resultColumn({ name, typeName, precision: Number(precision ?? 0), scale: Number(scale ?? 0) });
}

/** A result of these pages, which counts the pages that were asked for. */
export function resultOf(columns: readonly ResultColumn[], ...given: ResultRow[][]): Result & { read: number } {
  const seen = { read: 0 };
  async function* pages() {
    for (const page of given) {
      seen.read += 1;
      yield page;
    }
  }
  return Object.assign(seen, { columns, totalRows: given.flat().length, pages: pages() });
}

export async function listOf<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

export async function textOf(chunks: AsyncIterable<string>): Promise<string> {
  return (await listOf(chunks)).join("");
}

/** One column of each type that the lake has. */
export const everyType = columnsOf({
  small: "int2",
  whole: "int4",
  big: "int8",
  toll: "numeric(38,4)",
  speed: "float4",
  share: "float8",
  raining: "bool",
  day: "date",
  taken: "timestamp",
  note: "varchar",
});

const integer = (bits: bigint) => fc.bigInt({ min: -(2n ** (bits - 1n)), max: 2n ** (bits - 1n) - 1n }).map(String);
const pad = (value: number, digits: number) => String(value).padStart(digits, "0");
const special = fc.constantFrom("NaN", "Infinity", "-Infinity", "-0");
const day = fc
  .date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const time = fc
  .tuple(fc.nat(23), fc.nat(59), fc.nat(59), fc.nat(999_999))
  .map(([h, m, s, u]) => `${pad(h, 2)}:${pad(m, 2)}:${pad(s, 2)}${u === 0 ? "" : `.${pad(u, 6).replace(/0+$/, "")}`}`);
const decimal = fc
  .bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n })
  .map((digits) => `${digits < 0n ? "-" : ""}${String(digits < 0n ? -digits : digits).padStart(5, "0")}`)
  .map((digits) => `${digits.slice(0, -4)}.${digits.slice(-4)}`);
const double = fc
  .double({ noDefaultInfinity: true, noNaN: true })
  .map((value) => (Object.is(value, -0) ? "-0" : String(value)));
const real = fc.integer({ min: -(2 ** 24), max: 2 ** 24 }).map((value) => String(value / 8));

/** Rows of `everyType`, with nulls, empty texts and all that breaks a careless writer. */
export const anyRow: fc.Arbitrary<ResultRow> = fc.tuple(
  ...[
    integer(16n),
    integer(32n),
    integer(64n),
    decimal,
    fc.oneof(real, special),
    fc.oneof(double, special),
    fc.constantFrom("true", "false"),
    day,
    fc.tuple(day, time).map((both) => both.join(" ")),
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("", " ", '"', "a,b", "a\r\nb", "\ufeffx", "=1+1", "∅", "null", "-"),
    ),
  ].map((cell: fc.Arbitrary<string>) => fc.option(cell)),
) as fc.Arbitrary<readonly Cell[]>;
