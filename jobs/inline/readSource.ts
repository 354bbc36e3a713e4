import type { Contract } from "../../core/contract/Contract.ts";
import type { Conversion } from "../../core/convert/convert.ts";
import { Framer } from "../../core/convert/frame/Framer.ts";
import type { Row } from "../../core/convert/recordConverter.ts";
import type { Source } from "../staging/Source.ts";
import { RecordReader } from "./RecordReader.ts";

/**
 * Frames a source and converts its records, all in memory: structurally bad ones become rejects, the others are parsed
 * by papaparse.
 * @throws SluiceError with a `file.*` code where the header does not fit the contract, or `inline.unfit`.
 */
export async function readSource(contract: Contract, source: Source): Promise<Conversion<Row>> {
  const reader = new RecordReader(contract);
  const framer = new Framer(contract.source, (record) => reader.take(record));
  for await (const chunk of await source()) framer.push(chunk);
  framer.end();
  return reader.end();
}
