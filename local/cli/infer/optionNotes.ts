import type { ColumnEvidence } from "../../../core/contract/infer/ColumnEvidence.ts";
import type { ColumnDraft } from "../../../core/contract/infer/ContractDraft.ts";

/** Options that the columns suggest, as they would be written: a key, and partitions by date. */
export function optionNotes(columns: readonly ColumnDraft[], evidence: readonly ColumnEvidence[]): string[] {
  const required = columns.filter(({ nullable }) => !nullable);
  const unique = required.find(
    ({ type, key }) => isKey(type.kind) && isUnique(evidence[columns.findIndex((column) => column.key === key)]),
  );
  const taken = new Set(columns.map(({ key }) => key));
  const dated = required.find(({ type }) => type.kind === "date" || type.kind === "timestamp");
  const hasRoom = !taken.has("year") && !taken.has("month");
  return [
    ...(unique === undefined ? [] : [`key: ["${unique.key}"],`]),
    ...(dated === undefined || !hasRoom
      ? []
      : [`partitionBy: (c) => [c.${dated.key}.year(), c.${dated.key}.month()],`]),
  ];
}

function isKey(kind: string): boolean {
  return ["int", "bigint", "varchar"].includes(kind);
}

function isUnique(evidence: ColumnEvidence | undefined): boolean {
  return evidence !== undefined && evidence.distinct > 1 && evidence.distinct === evidence.fields;
}
