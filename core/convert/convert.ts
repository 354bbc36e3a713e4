import type { AddedColumn } from "../contract/AddedColumn.ts";
import type { Contract } from "../contract/Contract.ts";
import { SluiceError } from "../errors.ts";
import { Decoder } from "./decode/Decoder.ts";
import { ownHeader } from "./decode/ownHeader.ts";
import type { FramedRecord } from "./frame/FramedRecord.ts";
import { Framer } from "./frame/Framer.ts";
import { fields } from "./frame/fields.ts";
import { recordText } from "./frame/recordText.ts";
import type { Reject } from "./Reject.ts";
import { readHeader } from "./readHeader.ts";
import { type ConvertedRecord, recordConverter } from "./recordConverter.ts";

/** A file, converted. `read` is always the number of rows and rejects together. */
export interface Conversion<R> {
  /** Records in the file, the header excluded. */
  readonly read: number;
  /** In the file's order. */
  readonly rows: readonly R[];
  /** In the file's order. */
  readonly rejects: readonly Reject[];
  /** Columns that the file adds to the contract's: rows have their values by name. */
  readonly added: readonly AddedColumn[];
}

/**
 * Converts a whole file in memory: the reference that every engine is held to. A transform is not applied: rows lack what it
 * derives.
 *
 * @param source the file's bytes, not compressed, whole or in chunks cut anywhere
 * @throws SluiceError with a `file.*` code where the header does not fit the contract.
 */
export function convert<R>(contract: Contract<R>, source: Uint8Array | Iterable<Uint8Array>): Conversion<R> {
  const rows: R[] = [];
  const rejects: Reject[] = [];
  let read = 0;
  let added: readonly AddedColumn[] = [];
  let toRow: ((fields: readonly string[]) => ConvertedRecord<R>) | undefined;

  const framer = new Framer(contract.source, (record) => {
    if (toRow === undefined) {
      const shape = readHeader(contract, record);
      added = shape.added;
      toRow = recordConverter(shape.contract, shape.layout);
      return;
    }
    read = record.number;
    const converted = convertRecord(contract, record, toRow);
    if ("row" in converted) rows.push(converted.row);
    else rejects.push({ record: record.number, errors: converted.errors, raw: recordText(record.raw) });
  });
  const decoder = new Decoder(contract.source, ownHeader(contract));
  for (const chunk of source instanceof Uint8Array ? [source] : source) framer.push(decoder.push(chunk));
  framer.push(decoder.end());
  framer.end();

  if (toRow === undefined) readHeader(contract, null);
  checkSum(contract, read, rows.length, rejects.length);
  return { read, rows, rejects, added };
}

function convertRecord<R>(
  contract: Contract<R>,
  record: FramedRecord,
  toRow: (fields: readonly string[]) => ConvertedRecord<R>,
): ConvertedRecord<R> {
  if (record.error !== null) return { errors: [{ column: null, reason: record.error }] };
  return toRow(fields(record, contract.source));
}

function checkSum({ name }: Contract, read: number, written: number, rejected: number): void {
  if (read === written + rejected) return;
  throw new SluiceError("convert.lost_rows", `${read} records became ${written} rows and ${rejected} rejects`, {
    where: name,
    mend: "report it: each record is a row or a reject",
  });
}
