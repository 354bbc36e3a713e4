import type { Column } from "../../../core/contract/columns/Column.ts";
import { type CsvOptions, csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import { dateText } from "./dateText.ts";
import { type FixedCase, fixed } from "./fixed.ts";
import { nearMisses } from "./nearMisses.ts";

/** Texts, and those next to them, of which most are none of the column's type. */
function beside(column: Column, ...texts: readonly string[]): FixedCase {
  const lines = texts.flatMap((text) => [text, ...nearMisses(text)]).map((text) => `"${text}"`);
  const name = `what is next to ${texts[0]} and others, for ${JSON.stringify(column.spec.type)}`;
  return fixed(name, dataset("beside", { source: csv(), columns: { a: column } }), "a", ...lines);
}

/** Years in which each digit is the last, or the first, that is not 0. */
const years = [9, 10, 90, 100, 190, 900, 1000, 1090, 1100, 2010, 8080, 9000, 9900, 9990];

/** A file of one or two texts a record, which ends as its bytes do. */
function ending(name: string, options: CsvOptions, ...parts: readonly (string | number)[]): FixedCase {
  const bytes = Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.of(part))));
  const columns = { a: t.varchar(9).keepEmpty(), b: t.varchar(9).default("") };
  return { name, contract: dataset("ends", { source: csv(options), columns }), bytes };
}

const numbered = Array.from({ length: 12 }, (_, index) => `${index + 20}`);

/** Files on which engines once differed, or nearly, beside those of docs/semantics.md. */
export const fixedCases: readonly FixedCase[] = [
  fixed(
    "a quote that is a digit of record numbers",
    dataset("digits", { source: csv({ quote: "1" }), columns: { a: t.int(), b: t.varchar(9) } }),
    "a,b",
    ...numbered.map((number) => `${number},1x1`),
  ),
  fixed(
    "a delimiter that is a digit of record numbers",
    dataset("digits", { source: csv({ delimiter: "0" }), columns: { a: t.int(), b: t.varchar(9) } }),
    "a0b",
    ...numbered.map((number) => `"${number}"0x`),
  ),
  fixed(
    "a name with a newline in the header, columns in another order, and one with a default left out",
    dataset("names", {
      source: csv(),
      columns: { a: t.int().from("x\ny"), b: t.varchar(9), c: t.double().default(0.5) },
    }),
    'b,"x\r\ny"',
    "one,1",
    "two,x",
  ),
  fixed(
    "days of partitions and keys of instants, whose local day is another one",
    dataset("days", {
      source: csv(),
      columns: { at: t.timestamp({ zone: "Asia/Tehran" }), n: t.double().nullable() },
      key: ["at"],
      partitionBy: (c) => [c.at.year(), c.at.month(), c.at.day()],
      sortBy: ["n"],
    }),
    "at,n",
    "2024-01-01 01:00,-0",
    "2023-12-31T21:30:00Z,",
    "2024-01-01 23:59:59.999999,0",
    "0001-01-01T00:00:00+03:00,1",
    "9999-12-31T23:59:59-00:01,1",
    "9999-12-31T23:59:59.999999Z,-1e-300",
  ),
  fixed(
    "both zeros and NaN in a key and an order",
    dataset("zeros", {
      source: csv(),
      columns: { a: t.double().allowNaN(), b: t.real() },
      key: ["a"],
      sortBy: ["b", "a"],
    }),
    "a,b",
    ...["NaN,1", "0,-0", "-0,0", "nan,-0", "+NaN,+0", "+inf,2", "-nan,3", "inf,1e-45", "-Infinity,1e-46", "1,1e39"],
  ),
  fixed(
    "a comment, an escape, and quotes that look doubled",
    dataset("escapes", {
      source: csv({ escape: "\\", comment: "#" }),
      columns: { a: t.varchar(20), b: t.varchar(20).nullable() },
    }),
    "#a,b",
    "a,b",
    '# "never closed',
    '"say \\"x\\"","back\\\\"',
    '"a ""b""",2',
    'a\\"b,"\\n"',
  ),
  fixed(
    "no header, and names that could not be written in one",
    dataset("unnamed", {
      source: csv({ header: false, escape: "\\", maxRecordBytes: 5 }),
      columns: { a: t.int().from('a "name" \\ of two\nlines'), b: t.varchar(3).from("\ufeff") },
    }),
    ...["1,x", "2,y\\", '3,"z"', "a,b"],
  ),
  fixed(
    "one column and no header",
    dataset("lone", { source: csv({ header: false, maxRecordBytes: 1 }), columns: { a: t.int().from("number") } }),
    ...["1", "x", "", "2"],
  ),
  fixed(
    "null tokens in texts that may be null, or empty",
    dataset("tokens", {
      source: csv({ nulls: ["", "NA"] }),
      columns: { a: t.varchar(9).nullable(), b: t.varchar(9).keepEmpty().nullable(), c: t.varchar(9).default("none") },
    }),
    "a,b,c",
    ...["NA,NA,NA", ',"",', "na,na,na", " NA, NA, NA", '"NA","NA","NA"'],
  ),
  fixed(
    "halves, and what is just below them, of decimals that are rounded",
    dataset("halves", {
      source: csv(),
      columns: { a: t.decimal(4, 2).round("halfUp"), b: t.decimal(1, 0).round("halfUp") },
    }),
    "a,b",
    ...["1.234,0.4", "1.235,0.5", "1.236,-0.6", "-1.2349,8.49", "99.994,9.4", "99.995,9.5", ".005,-.4999"],
  ),
  fixed(
    "numbers with a point where a comma is the decimal mark",
    dataset("commas", {
      source: csv({ delimiter: ";", decimal: "," }),
      columns: { a: t.decimal(5, 2).nullable(), b: t.double().nullable(), c: t.real().nullable() },
    }),
    "a;b;c",
    ...["1.5;;", "1.50;;", ";1.5;", ";;1.5", "1,5;1,5;1,5", "1;2;3", "1.500,5;;", ";1e3;1.0e3"],
  ),
  ...(["compatible", "earlier", "later", "reject"] as const).map((disambiguation) =>
    fixed(
      `hours that come twice, and one that never does: ${disambiguation}`,
      dataset("clocks", { source: csv(), columns: { at: t.timestamp({ zone: "Europe/Brussels", disambiguation }) } }),
      "at",
      ...["2024-10-27 01:59:59.999999", "2024-10-27 02:00", "2024-10-27 02:59:59", "2024-10-27 03:00"],
      ...["2024-03-31 01:59:59", "2024-03-31 02:00", "2024-03-31 02:30", "2024-03-31 03:00"],
    ),
  ),
  fixed(
    "hours, minutes and seconds that no day has",
    dataset("hours", { source: csv(), columns: { at: t.timestamp() } }),
    "at",
    ...["2024-01-31 24:00", "2024-01-31T24:00:00", "2024-01-31 23:60", "2024-01-31 23:59:60", "2024-12-31 24:00:00.0Z"],
  ),
  fixed(
    "more zeros than a number has digits",
    dataset("zeros", { source: csv(), columns: { a: t.smallint(), b: t.bigint() } }),
    "a,b",
    ...["0000000,00000000000000000000000", "-000000,+0", "+00000032767,-00009223372036854775808", "000032768,1"],
  ),
  ending(
    "a byte order mark before a comment, and others that are text",
    { comment: "#" },
    "\ufeff#\na,b\n\ufeff#,x\n\ufeffb,y",
  ),
  ending("a last record that is not UTF-8 and has no line end", {}, "a\nx\ny", 0xff),
  ending("a last field in quotes before a CR", {}, 'a,b\nx,"y"\r'),
  ending("quotes that are open at the CR that ends a file of lines", { splittable: true }, 'a\n"x"\r\n"y\r'),
  ending("CRLF and CR in quotes", {}, 'a,b\n"x\r\ny","z\r\n"\n"x\ry",1\n"\r\n",1\r\n'),
  ending("blanks before quotes", {}, 'a,b\nx,\t"y"\n\t"x",y\n \t "x",y\nx,\u00a0"y"\n'),
  beside(t.timestamp(), "2024-10-19T09:58:59.999999+10:59", "2024-02-09 20:01Z", "2024-01-10T13:05:08-0930"),
  beside(t.timestamp({ zone: "Europe/Brussels", disambiguation: "later" }), "2024-03-31 02:59:59.5"),
  beside(t.date(), "2024-10-09", "0001-01-01"),
  ...["M/D/YYYY", "DD.MM.YYYY", "YYYYMMDD"].map((format) =>
    beside(
      t.date({ format }),
      ...years.map((year) => dateText(format, [year, 10, 9])),
      dateText(format, [2024, 2, 29]),
    ),
  ),
  beside(t.decimal(5, 2), "-10.09", "+909.90", ".05"),
  beside(t.real().allowNaN(), "-10.9e+10", "+.5E-09", "NaN", "-Infinity"),
  beside(t.int(), "-2147483648", "+90"),
];
