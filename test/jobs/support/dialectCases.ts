import { gzipSync } from "node:zlib";
import type { Contract } from "../../../core/contract/Contract.ts";
import { type CsvOptions, csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";

/** A file in a dialect, and what all of them say. */
export interface DialectCase {
  readonly what: string;
  readonly contract: Contract;
  readonly bytes: Uint8Array;
  readonly rows: readonly object[];
  readonly rejects: readonly object[];
}

const contractOf = (options: CsvOptions): Contract =>
  dataset("d", {
    source: csv(options),
    columns: { name: t.varchar(40), price: t.double().nullable() },
  });

const lines = ["name,price", "é € x,1.5", '"a ""b"",c",2', "bad,x"];
const text = `${lines.join("\n")}\n`;
const rows = [
  { name: "é € x", price: 1.5 },
  { name: 'a "b",c', price: 2 },
];
const utf16 = (bigEndian: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return bigEndian ? bytes.swap16() : bytes;
};
const windows1252 = Buffer.from(text.replace("€", "\u0080"), "latin1");

const files: readonly { readonly what: string; readonly options: CsvOptions; readonly bytes: Uint8Array }[] = [
  { what: "as RFC 4180 has it", options: {}, bytes: Buffer.from(text) },
  {
    what: "with another delimiter",
    options: { delimiter: ";" },
    bytes: Buffer.from('name;price\né € x;1.5\n"a ""b"",c";2\nbad;x\n'),
  },
  { what: "with another quote", options: { quote: "'" }, bytes: Buffer.from(text.replace('"a ""b"",c"', `'a "b",c'`)) },
  { what: "with an escape", options: { escape: "\\" }, bytes: Buffer.from(text.replaceAll('""', '\\"')) },
  {
    what: "with a decimal comma",
    options: { delimiter: ";", decimal: "," },
    bytes: Buffer.from('name;price\né € x;1,5\n"a ""b"",c";2\nbad;x\n'),
  },
  { what: "without a header", options: { header: false }, bytes: Buffer.from(lines.slice(1).join("\n")) },
  { what: "behind lines to skip", options: { skip: 2 }, bytes: Buffer.from(`"made, by\nx,y,z\n${text}`) },
  {
    what: "with comments",
    options: { comment: "#" },
    bytes: Buffer.from(`# "made, by\n${text.replaceAll("\n", "\n#\n")}`),
  },
  { what: "in windows-1252", options: { encoding: "windows-1252" }, bytes: windows1252 },
  { what: "in UTF-16, the lower byte first", options: { encoding: "utf-16" }, bytes: utf16(false) },
  { what: "in UTF-16, the higher byte first", options: { encoding: "utf-16" }, bytes: utf16(true) },
  { what: "compressed by gzip", options: { compression: "gzip" }, bytes: gzipSync(text) },
  {
    what: "in all of that at once",
    options: {
      ...{ delimiter: ";", quote: "'", escape: "\\", decimal: ",", header: false, skip: 1, comment: "#" },
      encoding: "windows-1252",
      compression: "gzip",
    },
    bytes: gzipSync(Buffer.from("made by\n#\n\u00e9 \u0080 x;1,5\n'a \"b\",c';2\nbad;x\n", "latin1")),
  },
];

/** Files that say the same, each in a dialect of its own. */
export const dialectCases: readonly DialectCase[] = files.map(({ what, options, bytes }) => {
  const raw = options.delimiter === ";" ? "bad;x" : "bad,x";
  const rejects = [{ record: 3, errors: [{ column: "price", reason: "invalid_number" }], raw }];
  return { what, contract: contractOf(options), bytes, rows, rejects };
});
