import { createHash } from "node:crypto";
import { executionName } from "./executionName.ts";

/** What a Parquet file holds: rows of the dataset, or its rejected records. */
export type Content = "rows" | "rejects";

/** A staged file's place among its attempt's files. */
export interface FilePlace {
  readonly content: Content;
  readonly dataset: string;
  /** Partition values, outermost first: `[["year", "2024"], ["month", "2"]]`. */
  readonly partition: readonly (readonly [name: string, value: string])[];
  /** From 0, within its partition. */
  readonly part: number;
}

/** Where a run's objects lie in a region's lake bucket. No two attempts write one key. */
export const layout = {
  /** All that an attempt stages lies under this prefix. */
  staging: (run: string, attempt: number) => `staging/${run}/${attempt}/`,

  manifest: (run: string, attempt: number) => `staging/${run}/${attempt}/manifest.json`,

  staged: (run: string, attempt: number, place: FilePlace) =>
    `staging/${run}/${attempt}/${place.content}/${partitionPath(place)}${place.part}.parquet`,

  /** The location of a table: what Glue and Spectrum read. */
  table: (content: Content, dataset: string) => `${content}/${dataset}/`,

  /** The location of one partition of a table. */
  partition: (place: Omit<FilePlace, "part">) => `${place.content}/${place.dataset}/${partitionPath(place)}`,

  committed: (run: string, attempt: number, place: FilePlace) =>
    `${layout.partition(place)}${executionName(run, attempt)}-${place.part}.parquet`,

  /** One record per source object: its bucket and key are hashed, since a key may hold any text. */
  commitRecord: (dataset: string, source: { readonly bucket: string; readonly key: string }) =>
    `commits/${dataset}/${createHash("sha256")
      .update(JSON.stringify([source.bucket, source.key]))
      .digest("hex")
      .slice(0, 32)}.json`,
};

function partitionPath({ partition }: Pick<FilePlace, "partition">): string {
  return partition.map(([name, value]) => `${name}=${value}/`).join("");
}
