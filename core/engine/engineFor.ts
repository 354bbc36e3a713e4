import type { Engine } from "../commit/Run.ts";
import type { ColumnType } from "../contract/ColumnSpec.ts";
import type { Contract } from "../contract/Contract.ts";

/** Types that the inline engine's Parquet writer cannot write, or not exactly. */
const beyondInline: ReadonlySet<ColumnType["kind"]> = new Set(["bigint", "decimal"]);

/**
 * The engine that converts a source: `inline` for a small one whose contract it can write, `duckdb` for all others.
 *
 * @param size bytes of the source
 * @param inlineMaxBytes the largest source that `inline` is offered; 0 offers it none but an empty one
 */
export function engineFor({ columns }: Contract, size: number, inlineMaxBytes: number): Engine {
  const suits = columns.every(({ type }) => !beyondInline.has(type.kind));
  return suits && size <= inlineMaxBytes ? "inline" : "duckdb";
}
