import { open } from "node:fs/promises";
import type { Contract } from "../../core/contract/Contract.ts";
import type { CsvDialect } from "../../core/contract/csv.ts";
import { encodeRecord } from "../../core/convert/frame/encodeRecord.ts";
import type { FramedRecord } from "../../core/convert/frame/FramedRecord.ts";
import { Framer } from "../../core/convert/frame/Framer.ts";
import { fields } from "../../core/convert/frame/fields.ts";
import { type Layout, readHeader } from "../../core/convert/readHeader.ts";
import type { PreparedFile } from "../../core/emit/preparedCsvSql.ts";
import type { Source } from "../staging/Source.ts";
import { LineBuffer } from "./LineBuffer.ts";

/** A source, framed. */
export interface Prepared {
  readonly file: PreparedFile;
  readonly layout: Layout;
  /** Records in the source, the header excluded. */
  readonly read: number;
  /** Records among them that are structurally good: those in the file. */
  readonly good: number;
}

const lf = 0x0a;

/**
 * Frames a source once and writes its structurally good records for DuckDB: the number, then the record verbatim, or
 * re-encoded where parsers would differ on it.
 * @throws SluiceError with a `file.*` code where the header does not fit the contract.
 */
export async function prepare(contract: Contract, source: Source, path: string): Promise<Prepared> {
  const lines = new LineBuffer();
  const lineOf = lineEncoder(contract.source);
  const found = { layout: undefined as Layout | undefined, width: 0, read: 0, good: 0, multiline: false };
  const framer = new Framer(contract.source, (record) => {
    if (found.layout === undefined) {
      found.layout = readHeader(contract, record);
      found.width = record.width;
      return;
    }
    found.read = record.number;
    if (record.error !== null) return;
    found.good += 1;
    const { number, bytes } = lineOf(record);
    found.multiline ||= bytes.includes(lf);
    lines.addLine(number, bytes);
  });

  const file = await open(path, "w");
  try {
    for await (const chunk of await source()) {
      framer.push(chunk);
      await file.writeFile(lines.take());
    }
    framer.end();
    await file.writeFile(lines.take());
  } finally {
    await file.close();
  }

  const { width, read, good, multiline } = found;
  const layout = found.layout ?? readHeader(contract, null);
  return { file: { path, width, longestLine: lines.longest, multiline }, layout, read, good };
}

/** A delimiter or a quote may be a digit: the number is then quoted like any field. */
function lineEncoder(dialect: CsvDialect) {
  const { delimiter, quote } = dialect;
  const isPlain = !/[0-9]/.test(delimiter + quote);
  return (record: FramedRecord) => ({
    number: (isPlain ? String(record.number) : encodeRecord([String(record.number)], dialect)) + delimiter,
    bytes: record.rewrite ? Buffer.from(encodeRecord(fields(record, dialect), dialect)) : record.raw,
  });
}
