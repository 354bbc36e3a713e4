import type { AddedColumn } from "../contract/AddedColumn.ts";
import type { CommitRecord } from "./CommitRecord.ts";

/** All columns that what is published of a source object adds to its contract's, each once. */
export function publishedColumns({ added, supplements }: Pick<CommitRecord, "added" | "supplements">): AddedColumn[] {
  const all = [...added, ...supplements.flatMap((each) => each.added)];
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}
