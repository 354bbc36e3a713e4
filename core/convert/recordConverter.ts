import type { Value } from "../contract/ColumnSpec.ts";
import type { Contract } from "../contract/Contract.ts";
import type { Layout, Place } from "./FileShape.ts";
import { fieldDialect } from "./fieldDialect.ts";
import type { RejectError } from "./Reject.ts";
import { remembered } from "./remembered.ts";
import { rescuedText } from "./rescuedText.ts";
import { valueConverter } from "./valueConverter.ts";

/** A row by the keys of its columns. */
export type Row = Record<string, Value | null>;

/** What a record became: a row, or all that is wrong with it, one error a column, in contract order. */
export type ConvertedRecord<R = Row> = { readonly row: R } | { readonly errors: readonly RejectError[] };

/** The converter of a file's records, given as their fields. */
export function recordConverter<R>(
  contract: Contract<R>,
  layout: Layout,
): (fields: readonly string[]) => ConvertedRecord<R> {
  const columns = contract.columns.map((column, position) => ({
    column,
    place: layout[position] ?? null,
    convert: remembered(valueConverter(column, fieldDialect(column, contract.source))),
  }));

  return (fields) => {
    const row: Row = {};
    const errors: RejectError[] = [];
    for (const { column, place, convert } of columns) {
      const field = textAt(fields, place, contract.source.nulls);
      const converted = field === undefined ? { value: column.default ?? null } : convert(field);
      if ("reason" in converted) errors.push({ column: column.name, reason: converted.reason });
      else row[column.key] = converted.value;
    }
    return errors.length === 0 ? { row: row as R } : { errors };
  };
}

function textAt(fields: readonly string[], place: Place, nulls: readonly string[]): string | undefined {
  if (typeof place === "number") return fields[place];
  return place === null ? undefined : rescuedText(fields, place, nulls);
}
