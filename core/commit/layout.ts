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

/** Where a run's objects lie in a region's lake bucket. No two attempts write one file's key. */
export const layout = {
  /** All that the attempts at a run stage lies under this prefix, each attempt in a folder of its number. */
  stagingOfRun: (run: string) => `staging/${run}/`,

  /** All that an attempt stages lies under this prefix. */
  staging: (run: string, attempt: number) => `staging/${run}/${attempt}/`,

  manifest: (run: string, attempt: number) => `${layout.staging(run, attempt)}manifest.json`,

  /** What verify says of the manifest beside it, where it found it good, and where not. */
  verified: (run: string, attempt: number) => `${layout.staging(run, attempt)}verified.json`,
  refused: (run: string, attempt: number) => `${layout.staging(run, attempt)}refused.json`,

  /** Where a file lies among the files of one conversion. */
  file: (place: Omit<FilePlace, "dataset">) => `${place.content}/${partitionPath(place)}${place.part}.parquet`,

  staged: (run: string, attempt: number, place: FilePlace) => `${layout.staging(run, attempt)}${layout.file(place)}`,

  /** The location of a table: what Glue and Spectrum read. */
  table: (content: Content, dataset: string) => `${content}/${dataset}/`,

  /** The location of one partition of a table. */
  partition: (place: Omit<FilePlace, "part">) => `${place.content}/${place.dataset}/${partitionPath(place)}`,

  committed: (run: string, attempt: number, place: FilePlace) =>
    `${layout.partition(place)}${executionName(run, attempt)}-${place.part}.parquet`,

  /** All commits of a dataset lie under this prefix, those of one source object in a folder: see `sourceFolder`. */
  commits: (dataset: string) => `commits/${dataset}/`,

  /** One record per source object. */
  commitRecord: (dataset: string, folder: string) => `${layout.commits(dataset)}${folder}/record.json`,

  /** The intents of all commits of a source object lie under this prefix. */
  intents: (dataset: string, folder: string) => `${layout.commits(dataset)}${folder}/intents/`,

  intent: (dataset: string, folder: string, run: string, attempt: number) =>
    `${layout.intents(dataset, folder)}${executionName(run, attempt)}.json`,

  /** All reports on a dataset's runs lie under this prefix, those on one source object in a folder. */
  reports: (dataset: string) => `reports/${dataset}/`,

  /** Named as the files that it reports on: by the run, and the attempt whose staging was published. */
  report: (dataset: string, folder: string, run: string, attempt: number) =>
    `${layout.reports(dataset)}${folder}/${executionName(run, attempt)}.json`,
};

function partitionPath({ partition }: Pick<FilePlace, "partition">): string {
  return partition.map(([name, value]) => `${name}=${value}/`).join("");
}
