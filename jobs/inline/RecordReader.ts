import type { AddedColumn } from "../../core/contract/AddedColumn.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import type { CsvDialect } from "../../core/contract/csv.ts";
import type { Conversion } from "../../core/convert/convert.ts";
import { encodeRecord } from "../../core/convert/frame/encodeRecord.ts";
import type { FramedRecord } from "../../core/convert/frame/FramedRecord.ts";
import { fields } from "../../core/convert/frame/fields.ts";
import { recordText } from "../../core/convert/frame/recordText.ts";
import type { Reject } from "../../core/convert/Reject.ts";
import { readHeader } from "../../core/convert/readHeader.ts";
import { type ConvertedRecord, type Row, recordConverter } from "../../core/convert/recordConverter.ts";
import { parseRecords, parserDialect } from "./parseRecords.ts";

/** Records given to papaparse at once. */
const batchSize = 1000;

/** A structurally good record: its number, its text in the source, and its text for papaparse. */
interface Pending {
  readonly number: number;
  readonly raw: string;
  readonly text: string;
}

/** Converts the records of a framer, and keeps what they become. */
export class RecordReader {
  private readonly contract: Contract;
  private readonly parser: CsvDialect;
  private toRow: ((fields: readonly string[]) => ConvertedRecord<unknown>) | undefined;
  private added: readonly AddedColumn[] = [];
  private width = 0;
  private read = 0;
  private pending: Pending[] = [];
  private readonly rows: Row[] = [];
  private readonly rejects: Reject[] = [];

  constructor(contract: Contract) {
    this.contract = contract;
    this.parser = parserDialect(contract.source);
  }

  /** Takes the next record, the header first. */
  take(record: FramedRecord): void {
    if (this.toRow === undefined) {
      const { contract, layout, added } = readHeader(this.contract, record);
      this.added = added;
      this.toRow = recordConverter(contract, layout);
      this.width = record.width;
      return;
    }
    const { number, error } = record;
    const raw = recordText(record.raw);
    this.read = number;
    if (error === null) this.pending.push({ number, raw, text: this.textOf(record, raw) });
    else this.rejects.push({ record: number, errors: [{ column: null, reason: error }], raw });
    if (this.pending.length === batchSize) this.convertPending();
  }

  /** What became of all records, in their order. */
  end(): Conversion<Row> {
    if (this.toRow === undefined) readHeader(this.contract, null);
    this.convertPending();
    const rejects = this.rejects.sort((one, other) => one.record - other.record);
    return { read: this.read, rows: this.rows, rejects, added: this.added };
  }

  private textOf(record: FramedRecord, raw: string): string {
    const { source } = this.contract;
    return record.rewrite || this.parser !== source ? encodeRecord(fields(record, source), this.parser) : raw;
  }

  private convertPending(): void {
    const parsed = parseRecords(
      this.pending.map(({ text }) => text),
      this.parser,
      this.width,
    );
    for (const [index, { number, raw }] of this.pending.entries()) {
      const converted = this.toRow?.(parsed[index] ?? []);
      if (converted === undefined) continue;
      if ("row" in converted) this.rows.push(converted.row as Row);
      else this.rejects.push({ record: number, errors: converted.errors, raw });
    }
    this.pending = [];
  }
}
