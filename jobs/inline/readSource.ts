import type { Contract } from "../../core/contract/Contract.ts";
import type { Conversion } from "../../core/convert/convert.ts";
import { Framer } from "../../core/convert/frame/Framer.ts";
import type { Row } from "../../core/convert/recordConverter.ts";
import { SluiceError } from "../../core/errors.ts";
import type { Source } from "../staging/Source.ts";
import { RecordReader } from "./RecordReader.ts";

/**
 * Bytes of text that a compressed file may expand to here, which the size that chose the engine does not say. Of records of
 * four bytes, which take the most memory, these take 860 MiB.
 */
const mostExpanded = 16 << 20;

/**
 * Frames a source and converts its records, all in memory: structurally bad ones become rejects, the others are parsed
 * by papaparse.
 * @throws SluiceError with a `file.*` code where the header does not fit the contract, or `inline.unfit`.
 */
export async function readSource(contract: Contract, source: Source): Promise<Conversion<Row>> {
  const reader = new RecordReader(contract);
  const framer = new Framer(contract.source, (record) => reader.take(record));
  let bytes = 0;
  for await (const chunk of await source()) {
    bytes += chunk.length;
    if (contract.source.compression !== "none" && bytes > mostExpanded) throw tooLarge(contract.name);
    framer.push(chunk);
  }
  framer.end();
  return reader.end();
}

/** The pipeline then converts the source by DuckDB. */
function tooLarge(where: string): SluiceError {
  return new SluiceError("inline.unfit", `The file expands to more than ${mostExpanded} bytes`, {
    where,
    mend: "convert the source by the duckdb engine",
  });
}
