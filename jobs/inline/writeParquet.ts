import { writeFile } from "node:fs/promises";
import type { Field } from "parquetjs-lite/lib/schema.js";
import { annotateInstants } from "./annotateInstants.ts";
import { parquet } from "./parquet.ts";
import { unfit } from "./unfit.ts";

/** A column of a Parquet file: its field in the schema, and its values, null or in the writer's form. */
export interface WrittenColumn<R> {
  readonly name: string;
  readonly field: Field;
  readonly storedOf: (row: R) => unknown;
}

/** Pages of version 1 and no page index: what every reader knows. The writer's index lacks fields that Parquet requires. */
const options = { rowGroupSize: 122_880, useDataPageV2: false, pageIndex: false };

/**
 * Writes rows, in their order, as one Parquet file compressed by Snappy.
 * @returns the number of rows that the writer has written
 * @throws SluiceError `inline.unfit` for a value that the writer refuses
 */
export async function writeParquet<R>(
  path: string,
  columns: readonly WrittenColumn<R>[],
  rows: readonly R[],
): Promise<number> {
  const sections: Buffer[] = [];
  const schema = new parquet.ParquetSchema(Object.fromEntries(columns.map(({ name, field }) => [name, field])));
  const keep = (bytes: Buffer) => {
    sections.push(bytes);
  };
  const envelope = new parquet.ParquetEnvelopeWriter(schema, keep, () => {}, 0, options);
  const writer = new parquet.ParquetWriter(schema, envelope, options);
  for (const row of rows) {
    const values = Object.fromEntries(columns.map(({ name, storedOf }) => [name, storedOf(row)]));
    await writer.appendRow(values).catch((refusal) => {
      throw refusal instanceof Error ? refusal : unfit(`What the writer calls "${refusal}"`, path);
    });
  }
  await writer.close();
  const footer = sections.pop() ?? Buffer.of();
  await writeFile(path, Buffer.concat([...sections, annotateInstants(footer)]));
  return envelope.rowCount;
}
