import fc from "fast-check";
import type { ValueSpec } from "../../../core/contract/ColumnSpec.ts";
import type { Contract, ContractColumn } from "../../../core/contract/Contract.ts";
import { t } from "../../../core/contract/t.ts";
import { fieldText } from "./fieldText.ts";
import { fileBytes } from "./fileBytes.ts";
import { recordsOf } from "./recordsOf.ts";

/** How many records a file has, about: the last may be one more. */
export interface Records {
  readonly least: number;
  readonly most: number;
}

/** A column of a file. */
interface FileColumn extends ValueSpec {
  readonly header: string;
}

/** Columns that no contract has; their names in SQL are `extra`, `total` and so on. */
const unknown: readonly FileColumn[] = ["extra", "Total €", '\u001fsaid "so"', "a\\u00ab"].map((header) => ({
  ...t.varchar(30).nullable().spec,
  header,
}));

/**
 * A file of the contract: its columns in any order, those that may be missing at times left out, under former names at
 * times, unknown ones among them where these are not refused, and records of which some fit. Now and then its header
 * does not.
 */
export function fileOf(contract: Contract, records: Records = { least: 0, most: 40 }): fc.Arbitrary<Buffer> {
  return columnsOf(contract).chain((columns) =>
    fc
      .tuple(headerOf(contract, columns), bodyOf(contract, columns, records), fc.nat({ max: 5 }))
      .map(([header, body, marked]) => fileBytes(Buffer.concat([header, body]), contract.source, marked === 0)),
  );
}

/** The columns that a file has, in its order; at least one. */
function columnsOf({ columns: all, source, drift }: Contract): fc.Arbitrary<FileColumn[]> {
  const columns = all.flatMap(read);
  if (!source.header) return fc.constant(columns);
  const often = fc.nat({ max: 3 }).map((each) => each > 0);
  const isIn = columns.map(({ default: filled, nullable }) =>
    filled === undefined && !(nullable && drift.missing === "null") ? fc.constant(true) : often,
  );
  const others = drift.added === "freeze" ? fc.constant([]) : fc.subarray([...unknown], { maxLength: 3 });
  const former = fc.array(fc.nat({ max: 7 }), { minLength: columns.length, maxLength: columns.length });
  return fc.tuple(fc.tuple(...isIn), others, former).chain(([present, added, olds]) => {
    const named = columns.map((column, index) => (olds[index] === 0 ? formerly(column) : column));
    const kept = named.filter((_, index) => present[index]);
    const some = [...(kept.length === 0 ? named : kept), ...added];
    return fc.oneof(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length, maxLength: some.length }));
  });
}

function read({ header, ...column }: ContractColumn): (FileColumn & ContractColumn)[] {
  return header === null ? [] : [{ ...column, header }];
}

function formerly<C extends FileColumn & ContractColumn>(column: C): C {
  return { ...column, header: column.formerHeaders[0] ?? column.header };
}

function headerOf({ source }: Contract, columns: readonly FileColumn[]): fc.Arbitrary<Buffer> {
  if (!source.header) return fc.constant(Buffer.of());
  const names = columns.map(({ header }) => header);
  const written = (all: readonly string[]) => `${all.map((name) => fieldText(name, source)).join(source.delimiter)}\n`;
  const isPlain = !names.some((name) => [...source.delimiter, ...source.quote].some((each) => name.includes(each)));
  const good = [written(names), `\n${written(names).replace("\n", "\r\n")}`];
  const plain = isPlain ? [`${names.join(source.delimiter)}\n`] : [];
  const wrong = [
    written([...names, "unknown"]),
    written([...names, names[0] ?? ""]),
    written([...names.slice(1), names[1] ?? "Column"]),
    written(names.slice(1)),
    written(names).replace(source.quote, ` ${source.quote}`),
    "\r\n\n",
  ];
  return fc
    .oneof(
      { weight: 40, arbitrary: fc.constantFrom(...good, ...plain) },
      { weight: 1, arbitrary: fc.constantFrom(...wrong) },
    )
    .map((text) => Buffer.from(text));
}

/** Ends of records are alike or mixed; the last may have none, or be never closed. */
function bodyOf({ source }: Contract, columns: readonly FileColumn[], { least, most }: Records): fc.Arbitrary<Buffer> {
  const ends = fc.constantFrom(["\n"], ["\r\n"], ["\n", "\r\n"], ["\n", "\n\n", "\r\n\r\n", "\n\r\n"]);
  const last = fc.constantFrom("", "", "", `${source.quote}a${source.delimiter}\nb`, "\r", "x\r");
  return ends.chain((some) => {
    const line = fc.tuple(recordsOf(columns, source), fc.constantFrom(...some));
    const lines = fc.array(line, { minLength: least, maxLength: most, size: "max" });
    return fc.tuple(lines, fc.boolean(), last).map(([all, isOpen, rest]) => {
      const parts = all.flatMap(([record, end]) => [record, Buffer.from(end)]);
      return Buffer.concat([...(isOpen && rest === "" ? parts.slice(0, -1) : parts), Buffer.from(rest)]);
    });
  });
}
