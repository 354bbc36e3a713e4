import type { Contract } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import type { Case } from "./anyCase.ts";

interface FixedCase extends Case {
  readonly name: string;
}

function fixed(name: string, contract: Contract, ...lines: readonly string[]): FixedCase {
  return { name, contract, bytes: Buffer.from(lines.map((line) => `${line}\n`).join("")) };
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
    ...["NaN,1", "0,-0", "-0,0", "nan,-0", "inf,1e-45", "-Infinity,1e-46", "1,1e39"],
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
    "null tokens in texts that may be null, or empty",
    dataset("tokens", {
      source: csv({ nulls: ["", "NA"] }),
      columns: { a: t.varchar(9).nullable(), b: t.varchar(9).keepEmpty().nullable(), c: t.varchar(9).default("none") },
    }),
    "a,b,c",
    ...["NA,NA,NA", ',"",', "na,na,na", " NA, NA, NA", '"NA","NA","NA"'],
  ),
];
