import fc from "fast-check";
import type { Contract } from "../../../core/contract/Contract.ts";
import { encodeRecord } from "../../../core/convert/frame/encodeRecord.ts";
import type { PoolName } from "../duckdb/support/contracts.ts";
import { textsOf } from "../duckdb/support/texts.ts";
import { fittingTexts } from "./fittingTexts.ts";

/**
 * A file of the contract: records of texts that fit, of any texts of the pool's, quoted whole or not, and damaged ones.
 * @param minLength of its lines, of which there are at most 60
 */
export function fileOf(pool: PoolName, contract: Contract, minLength = 0): fc.Arbitrary<Buffer> {
  const { source, columns } = contract;
  const lineEnd = fc.constantFrom("\n", "\n", "\r\n", "\n\n");
  const fields = fc.array(textsOf[pool], { minLength: columns.length, maxLength: columns.length });
  const fitting = fc.tuple(...columns.map((column) => fittingTexts(column, source)));
  const records = fc.oneof(
    { weight: 8, arbitrary: fitting.map((texts) => Buffer.from(encodeRecord(texts, source))) },
    { weight: 8, arbitrary: fields.map((texts) => Buffer.from(encodeRecord(texts, source))) },
    { weight: 8, arbitrary: fields.map((texts) => Buffer.from(texts.join(source.delimiter))) },
    { weight: 1, arbitrary: damaged(source.delimiter + source.quote) },
  );
  const lines = fc.array(
    fc.tuple(records, lineEnd).map(([record, end]) => Buffer.concat([record, Buffer.from(end)])),
    { minLength, maxLength: 60 },
  );
  const header = encodeRecord(
    columns.map((column) => column.header),
    source,
  );
  return lines.map((all) => Buffer.concat([Buffer.from(`${header}\n`), ...all]));
}

function damaged(characters: string): fc.Arbitrary<Buffer> {
  const bytes = fc.constantFrom(...Buffer.from(`${characters}${characters}ab \r\n`), 0xff, 0x00, 0xc3);
  return fc.array(bytes, { maxLength: 12 }).map((each) => Buffer.from(each));
}
