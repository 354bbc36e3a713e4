import { GetObjectCommand, NoSuchKey, type S3Client } from "@aws-sdk/client-s3";
import type { FilePlace } from "../../core/commit/layout.ts";
import { SluiceError } from "../../core/errors.ts";
import { trafficSpeeds } from "../../datasets/trafficSpeeds.ts";

/** A file that a statement wrote. */
export interface WrittenFile {
  readonly key: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly place: FilePlace & { readonly partition: [string, string][] };
}

/** What a statement wrote. */
export interface Written {
  /** In the order of keys. */
  readonly files: readonly WrittenFile[];
  /** When it had been written, ISO 8601. */
  readonly at: string;
}

/**
 * Reads the list of files that a statement wrote.
 * @param list its DataManifestLocation
 * @param bucket of the lake, under whose `staging/` they must lie
 * @throws SluiceError `traffic.no_file_list`, or `traffic.stray_file` naming one that lies elsewhere
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecutionStatistics.html
 */
export async function writtenFiles(s3: S3Client, list: string, bucket: string): Promise<Written> {
  const { text, at } = await readList(s3, list);
  const uris = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const prefix = `s3://${bucket}/`;
  const keys = uris.map((uri) => (uri.startsWith(`${prefix}staging/`) ? uri.slice(prefix.length) : stray(uri, list)));
  const parts = new Map<string, number>();
  const files = keys.sort().map((key): WrittenFile => {
    const { folder, day, partition } = placeOf(key) ?? stray(`${prefix}${key}`, list);
    const part = parts.get(folder) ?? 0;
    parts.set(folder, part + 1);
    return { key, day, place: { content: "rows", dataset: trafficSpeeds.name, partition, part } };
  });
  return { files, at };
}

async function readList(s3: S3Client, list: string): Promise<{ readonly text: string; readonly at: string }> {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(list) ?? [];
  try {
    const { Body, LastModified = new Date(0) } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return { text: (await Body?.transformToString()) ?? "", at: LastModified.toISOString() };
  } catch (cause) {
    if (!(cause instanceof NoSuchKey)) throw cause;
    throw new SluiceError("traffic.no_file_list", "The list of the files that the statement wrote is gone", {
      where: list,
      mend: "resume the run with the next attempt, which writes them anew",
      cause,
    });
  }
}

/** The partition's folder and values, as Athena writes them, unpadded. */
function placeOf(key: string) {
  const [, folder, year = "", month = "", day = "", hour = ""] =
    /\/(year=(\d{1,4})\/month=(\d{1,2})\/day=(\d{1,2})\/hour=(\d{1,2}))\/[^/]+$/.exec(key) ?? [];
  if (folder === undefined) return undefined;
  const partition = Object.entries({ year, month, day, hour });
  return { folder, partition, day: [year.padStart(4, "0"), month.padStart(2, "0"), day.padStart(2, "0")].join("-") };
}

function stray(uri: string, list: string): never {
  throw new SluiceError(
    "traffic.stray_file",
    `The statement wrote ${uri}, which is no partition of the staging table`,
    {
      where: list,
      mend: "let the staging table lie under staging/ of the lake, partitioned by year, month, day and hour",
    },
  );
}
