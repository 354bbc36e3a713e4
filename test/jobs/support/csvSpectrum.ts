import { readdirSync, readFileSync } from "node:fs";
import type { Contract } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { t } from "../../../core/contract/t.ts";
import type { Reject } from "../../../core/convert/Reject.ts";

/** A file that every reader of CSV should understand, and the texts of its records. */
export interface SpectrumCase {
  readonly name: string;
  /** Of varchar columns only, whose values are the fields' texts. */
  readonly contract: Contract;
  readonly bytes: Uint8Array;
  /** By the contract's keys. A line end within quotes is LF, as in every row. */
  readonly rows: readonly Row[];
  readonly rejects: readonly Pick<Reject, "record" | "errors">[];
}

const folder = "node_modules/csv-spectrum";

/** The cases of csv-spectrum. */
export function csvSpectrum(): SpectrumCase[] {
  return readdirSync(`${folder}/csvs`).map((file) => {
    const name = file.replace(/\.csv$/, "");
    const json: unknown = JSON.parse(readFileSync(`${folder}/json/${name}.json`, "utf8"));
    const [first, ...others] = [json].flat() as [Row, ...Row[]];
    const headers = Object.keys(first);
    const columns = headers.map((header, index) => [`field${index}`, t.varchar(200).keepEmpty().from(header)] as const);
    const contract: Contract = dataset(name, { source: csv(), columns: Object.fromEntries(columns) });
    const bytes = readFileSync(`${folder}/csvs/${file}`);
    if (name === "location_coordinates") return { name, contract, bytes, ...replaced };
    return { name, contract, bytes, rows: [first, ...others].map((row) => rowOf(headers, row)), rejects: [] };
  });
}

type Row = Readonly<Record<string, string>>;

/** The degree signs of this file's one record were lost before it was published: U+FFFD stands in their place. */
const replaced = {
  rows: [],
  rejects: [{ record: 1, errors: [{ column: "field1", reason: "replacement_character" as const }] }],
};

function rowOf(headers: readonly string[], row: Row): Row {
  const texts = headers.map((header, index) => [`field${index}`, row[header]?.replaceAll("\r\n", "\n") ?? ""]);
  return Object.fromEntries(texts);
}
