import type { GlueColumn } from "../../../../core/emit/parquetTable.ts";

const integers = ["tinyint", "smallint", "int", "bigint"];
const numbers = [...integers, "float", "double"];

/** The columns of several files in one table: each name once, in the order in which they were met, its types widened. */
export function mergeColumns(schemas: readonly (readonly GlueColumn[])[]): GlueColumn[] {
  const types = new Map<string, string>();
  for (const { name, type } of schemas.flat()) {
    const known = types.get(name);
    types.set(name, known === undefined ? type : widerType(known, type));
  }
  return [...types].map(([name, type]) => ({ name, type }));
}

/** The narrowest type that holds the values of both: an integer, double or string. */
export function widerType(one: string, other: string): string {
  if (one === other) return one;
  if (integers.includes(one) && integers.includes(other)) {
    return integers.indexOf(one) > integers.indexOf(other) ? one : other;
  }
  return numbers.includes(one) && numbers.includes(other) ? "double" : "string";
}
