import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { AwsError } from "../kernel/AwsError.ts";
import type { JsonInput } from "../kernel/JsonService.ts";
import { objectPath } from "../s3/objectPath.ts";
import { bucketOf } from "./CallerLake.ts";
import { csvRecords } from "./csvLine.ts";
import type { StoredQuery } from "./StoredQuery.ts";

const asked = z.object({
  MaxResults: z.number().int().min(1).max(1000).default(1000),
  NextToken: z.string().regex(/^\d+$/).optional(),
});

/**
 * A page of a query's result, as it lies in S3; the first begins with the columns' names.
 *
 * @throws AwsError InvalidRequestException for a query that has not succeeded
 * @see https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html
 */
export function readResult(query: StoredQuery, s3Folder: string, input: unknown): JsonInput {
  const page = asked.safeParse(input);
  if (!page.success) throw refused("MaxResults or NextToken is invalid.");
  if (query.state === "FAILED" || query.state === "CANCELLED") {
    throw refused(`Query did not finish successfully. Final query state: ${query.state}`);
  }
  if (query.state !== "SUCCEEDED") throw refused(`Query has not yet finished. Current state: ${query.state}`);
  const ResultSetMetadata = { ColumnInfo: query.columns ?? [] };
  if (query.kind === "insert") {
    return { UpdateCount: query.inserted ?? 0, ResultSet: { Rows: [], ResultSetMetadata } };
  }
  const { MaxResults, NextToken } = page.data;
  const bucket = bucketOf(query.outputLocation);
  const file = join(s3Folder, objectPath(bucket), objectPath(query.outputLocation.slice(`s3://${bucket}/`.length)));
  const { records, next } = recordsOf(file, Number(NextToken ?? 0), MaxResults);
  const Rows = records.map((record) => ({
    Data: record.map((value) => (value === undefined ? {} : { VarCharValue: value })),
  }));
  return {
    UpdateCount: 0,
    ResultSet: { Rows, ResultSetMetadata },
    ...(next !== undefined && { NextToken: String(next) }),
  };
}

const chunk = 1024 * 1024;

/** Whole records from an offset in bytes, and the offset of the rest, if any. */
function recordsOf(file: string, from: number, most: number): { records: (string | undefined)[][]; next?: number } {
  const opened = openResult(file);
  try {
    const { size } = fstatSync(opened);
    for (let length = chunk; ; length *= 2) {
      const buffer = Buffer.alloc(Math.min(length, Math.max(0, size - from)));
      readSync(opened, buffer, 0, buffer.length, from);
      const text = buffer.toString("utf8");
      const { records, next } = csvRecords(text, most);
      if (records.length === most || from + buffer.length >= size) {
        const end = from + Buffer.byteLength(text.slice(0, next));
        return end < size ? { records, next: end } : { records };
      }
    }
  } finally {
    closeSync(opened);
  }
}

function openResult(file: string): number {
  try {
    return openSync(file, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    throw refused("Could not find results");
  }
}

function refused(what: string): AwsError {
  return new AwsError("InvalidRequestException", what);
}
