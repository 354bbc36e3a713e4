import type { CsvDialect } from "../../core/contract/csv.ts";
import type { FramedRecord } from "../../core/convert/frame/FramedRecord.ts";
import { Framer } from "../../core/convert/frame/Framer.ts";
import { decodedSource } from "./decodedSource.ts";
import type { Source } from "./Source.ts";

/**
 * Reads a source from its start to its end, and calls back for each record, the first being 0.
 * @param afterChunk is awaited behind the records of each chunk
 * @throws SluiceError with a `file.*` code where the source is not compressed as its dialect says.
 */
export async function readRecords(
  dialect: CsvDialect,
  source: Source,
  onRecord: (record: FramedRecord) => void,
  afterChunk: () => Promise<void> = async () => {},
): Promise<void> {
  const framer = new Framer(dialect, onRecord);
  for await (const chunk of await decodedSource(dialect, source)()) {
    framer.push(chunk);
    await afterChunk();
  }
  framer.end();
  await afterChunk();
}
