import { open } from "node:fs/promises";
import type { Contract } from "../../core/contract/Contract.ts";
import type { CsvDialect } from "../../core/contract/csv.ts";
import type { FileShape } from "../../core/convert/FileShape.ts";
import { encodeRecord } from "../../core/convert/frame/encodeRecord.ts";
import type { FramedRecord } from "../../core/convert/frame/FramedRecord.ts";
import { Framer } from "../../core/convert/frame/Framer.ts";
import { fields } from "../../core/convert/frame/fields.ts";
import { replacementCharacter } from "../../core/convert/grammar/replacementCharacter.ts";
import { readHeader } from "../../core/convert/readHeader.ts";
import type { PreparedFile } from "../../core/emit/preparedCsvSql.ts";
import type { Source } from "../staging/Source.ts";
import { LineBuffer } from "./LineBuffer.ts";
import { LineMarks } from "./LineMarks.ts";
import { RecordSet } from "./RecordSet.ts";
import { isPlainNumber, recordPrefix } from "./recordPrefix.ts";

/** A source, framed. */
export interface Prepared {
  readonly file: PreparedFile;
  /** Where its records begin. */
  readonly marks: LineMarks;
  readonly shape: FileShape;
  /** Records in the source, the header excluded. */
  readonly read: number;
  /** Records among them that are structurally good: those in the file. */
  readonly good: number;
  /** Those in the file that stand there otherwise than in the source. */
  readonly rewritten: RecordSet;
}

const lf = 0x0a;
/** Bytes that are written at once, at least. */
const pieceSize = 1 << 20;
const replacement = Buffer.from(replacementCharacter);

/**
 * Frames a source once and writes its structurally good records for DuckDB: the number, then the record verbatim, or
 * re-encoded where parsers would differ on it.
 * @param reject takes each of the others
 * @throws SluiceError with a `file.*` code where the header does not fit the contract.
 */
export async function prepare(
  contract: Contract,
  source: Source,
  path: string,
  reject: (record: FramedRecord) => void,
): Promise<Prepared> {
  const lines = new LineBuffer();
  const marks = new LineMarks();
  const addNumber = numberWriter(contract.source, lines);
  const rewritten = new RecordSet();
  const found = {
    shape: undefined as FileShape | undefined,
    width: 0,
    read: 0,
    good: 0,
    written: 0,
    multiline: false,
    damaged: false,
  };
  const framer = new Framer(contract.source, (record) => {
    if (found.shape === undefined) {
      found.shape = readHeader(contract, record);
      found.width = record.width;
      return;
    }
    found.read = record.number;
    if (record.error !== null) {
      reject(record);
      return;
    }
    found.good += 1;
    if (record.rewrite) rewritten.add(record.number);
    const bytes = verbatimOrEncoded(record, contract.source);
    found.multiline ||= record.quoted && bytes.includes(lf);
    marks.note(record.number, found.written + lines.length);
    addNumber(record.number);
    lines.add(bytes);
    lines.endLine();
  });

  const file = await open(path, "w");
  const write = async () => {
    const bytes = lines.take();
    found.damaged ||= bytes.includes(replacement);
    await file.writeFile(bytes);
    found.written += bytes.length;
  };
  try {
    for await (const chunk of await source()) {
      framer.push(chunk);
      if (lines.length >= pieceSize) await write();
    }
    framer.end();
    await write();
  } finally {
    await file.close();
  }

  const { width, read, good, multiline, damaged } = found;
  const shape = found.shape ?? readHeader(contract, null);
  return { file: { path, width, longestLine: lines.longest, multiline, damaged }, marks, shape, read, good, rewritten };
}

function numberWriter(dialect: CsvDialect, lines: LineBuffer): (record: number) => void {
  const behind = Buffer.from(dialect.delimiter);
  if (!isPlainNumber(dialect)) return (record) => lines.add(Buffer.from(recordPrefix(dialect, record)));
  return (record) => {
    lines.addNumber(record);
    lines.add(behind);
  };
}

function verbatimOrEncoded(record: FramedRecord, dialect: CsvDialect): Uint8Array {
  return record.rewrite ? Buffer.from(encodeRecord(fields(record, dialect), dialect)) : record.raw;
}
