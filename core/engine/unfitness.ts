import type { Engine } from "../commit/Run.ts";
import type { ColumnType } from "../contract/ColumnSpec.ts";
import type { Contract } from "../contract/Contract.ts";

/** Types that the inline engine's Parquet writer cannot write, or not exactly. */
const beyondInline: ReadonlySet<ColumnType["kind"]> = new Set(["bigint", "decimal"]);

/** What of a contract an engine cannot do, to follow `cannot`; undefined where it suits. */
export function unfitness({ columns, transform }: Contract, engine: Engine): string | undefined {
  if (engine === "spark") return undefined;
  if (transform !== undefined) return `run the transform "${transform}"`;
  if (engine === "duckdb") return undefined;
  const beyond = columns.find(({ type }) => beyondInline.has(type.kind));
  return beyond && `write "${beyond.key}", a ${beyond.type.kind}`;
}
