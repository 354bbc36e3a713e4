import { open } from "node:fs/promises";
import type { Contract } from "../../core/contract/Contract.ts";
import { headersOf } from "../../core/contract/headersOf.ts";
import type { FramedRecord } from "../../core/convert/frame/FramedRecord.ts";
import { Framer } from "../../core/convert/frame/Framer.ts";
import { readHeader } from "../../core/convert/readHeader.ts";
import { SluiceError } from "../../core/errors.ts";
import { correctionsDialect } from "../../core/replay/correctionsDialect.ts";
import { lineEndBehind } from "../../core/replay/lineEndBehind.ts";
import { recordColumn } from "../../core/replay/recordColumn.ts";
import { splitCorrection } from "../../core/replay/splitCorrection.ts";
import type { Source } from "../staging/Source.ts";

/**
 * Reads a file of corrections, and writes it as a file of its dataset: without the column of record numbers.
 * @param path where it goes
 * @returns the numbers, in the file's order
 * @throws SluiceError `replay.no_record_column`, `replay.bad_record`, `replay.unclosed_quote`, and as `readHeader` does
 */
export async function readCorrections(contract: Contract, source: Source, path: string): Promise<number[]> {
  const dialect = correctionsDialect(contract.source);
  const numbers: number[] = [];
  const lines: Uint8Array[] = [];
  const file = await open(path, "w");
  let header = false;
  const take = (record: FramedRecord) => {
    const { first, rest } = splitCorrection(record.raw, dialect);
    if (header) numbers.push(numberOf(contract, record, first));
    else checkHeader(contract, record, first, rest);
    header = true;
    lines.push(Buffer.from(rest), Buffer.from(lineEndBehind(String.fromCharCode(rest.at(-1) ?? 0))));
  };
  try {
    const framer = new Framer(dialect, take);
    for await (const chunk of await source()) {
      framer.push(chunk);
      await file.writeFile(Buffer.concat(lines.splice(0)));
    }
    framer.end();
    await file.writeFile(Buffer.concat(lines));
  } finally {
    await file.close();
  }
  if (!header) requireRecordColumn(contract, "");
  return numbers;
}

function checkHeader(contract: Contract, record: FramedRecord, first: string, raw: Uint8Array): void {
  requireRecordColumn(contract, first);
  const { number, start, end, width, error, rewrite, quoted } = record;
  const behind = { number, start, end, width: width - 1, error, rewrite, quoted, raw };
  readHeader({ ...contract, source: correctionsDialect(contract.source) }, behind);
}

function requireRecordColumn({ name, source, columns }: Contract, first: string): void {
  if (first === recordColumn) return;
  const header = [recordColumn, ...headersOf(columns)].join(source.delimiter);
  throw new SluiceError("replay.no_record_column", `The first column is not ${recordColumn}`, {
    where: name,
    mend: `begin the file with a header as ${header}; sluice rejects --csv writes such a file`,
  });
}

/** In a splittable file a quote that is not closed spoils no other line. */
function numberOf({ name, source }: Contract, { number, error }: FramedRecord, first: string): number {
  if (!/^[1-9]\d{0,14}$/.test(first)) {
    throw new SluiceError("replay.bad_record", `${recordColumn} says ${JSON.stringify(first.slice(0, 80))}`, {
      where: `${name}, record ${number} of the corrections`,
      mend: "give the number that the record has in the source",
    });
  }
  if (error !== "unclosed_quote" || source.splittable) return Number(first);
  throw new SluiceError("replay.unclosed_quote", `A quote in the correction of record ${first} is not closed`, {
    where: `${name}, record ${number} of the corrections`,
    mend: "close it, or leave the record out: it would take the lines behind it with it",
  });
}
