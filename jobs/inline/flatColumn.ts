import type { Value } from "../../core/contract/ColumnSpec.ts";
import type { Stored } from "./encode/Shredded.ts";
import { parquetField } from "./parquetField.ts";
import type { WrittenColumn } from "./writeParquet.ts";

/** A column of at most one value a row. */
export function flatColumn<R>(
  name: string,
  type: string,
  read: (row: R) => Value | null,
  stored: (value: Value) => Stored,
): WrittenColumn<R> {
  const shred = (rows: readonly R[]) => {
    const values: Value[] = [];
    const definition = new Uint8Array(rows.length);
    for (let at = 0; at < rows.length; at += 1) {
      const value = read(rows[at] as R);
      if (value === null) continue;
      definition[at] = 1;
      values.push(value);
    }
    return [{ values, stored, definition, repetition: null }];
  };
  return { name, field: parquetField(type), shred };
}
