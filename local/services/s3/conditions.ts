import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import { noSuchKey } from "./errors.ts";
import type { StoredVersion } from "./StoredVersion.ts";

const unmet = "At least one of the pre-conditions you specified did not hold";

/**
 * Refuses a write whose condition does not hold; to be called in the same turn as the write.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkWrite(call: Call, key: string, current: StoredVersion | undefined): void {
  const exists = current?.blob !== undefined;
  const ifNoneMatch = call.header("if-none-match");
  const ifMatch = call.header("if-match");
  if (ifNoneMatch !== undefined && ifNoneMatch !== "*") {
    throw new AwsError("NotImplemented", "If-None-Match of a write must be *", 501);
  }
  if (ifNoneMatch === "*" && exists) {
    throw new AwsError("PreconditionFailed", unmet, 412);
  }
  if (ifMatch !== undefined && !exists) {
    throw noSuchKey(key);
  }
  if (ifMatch !== undefined && !matches(ifMatch, current?.etag ?? "")) {
    throw new AwsError("PreconditionFailed", unmet, 412);
  }
}

/** Judges a read's condition: throws where it fails, and is false where the reader already has the object (304). */
export function checkRead(call: Call, version: StoredVersion): boolean {
  const modified = Math.floor(Date.parse(version.lastModified) / 1000);
  const ifMatch = call.header("if-match");
  const ifNoneMatch = call.header("if-none-match");
  const since = seconds(call.header("if-modified-since"));
  const until = seconds(call.header("if-unmodified-since"));
  if (ifMatch !== undefined ? !matches(ifMatch, version.etag) : until !== undefined && modified > until) {
    throw new AwsError("PreconditionFailed", unmet, 412);
  }
  if (ifNoneMatch !== undefined) {
    return !matches(ifNoneMatch, version.etag);
  }
  return since === undefined || modified > since;
}

/** Whether an entity tag is one of a condition's, which may be quoted. */
export function matches(condition: string, etag: string): boolean {
  return condition.split(",").some((one) => one.trim() === "*" || one.trim().replaceAll('"', "") === etag);
}

function seconds(date: string | undefined): number | undefined {
  const time = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}
