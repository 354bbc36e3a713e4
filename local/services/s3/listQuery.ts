import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";

/** What lists have in common. */
export interface ListQuery {
  prefix: string;
  delimiter: string;
  maxKeys: number;
  /** How keys are written in the answer, which says so too; undefined is as they are. */
  encoding: "url" | undefined;
  encode: (text: string) => string;
}

/** @param size the parameter that says how many entries a page may have at most */
export function listQuery(call: Call, size: "max-keys" | "max-uploads" = "max-keys"): ListQuery {
  const { searchParams } = call.url;
  const encoding = searchParams.get("encoding-type") === "url" ? "url" : undefined;
  return {
    prefix: searchParams.get("prefix") ?? "",
    delimiter: searchParams.get("delimiter") ?? "",
    maxKeys: pageSize(call, size),
    encoding,
    encode: encoding === "url" ? encodeURIComponent : (text) => text,
  };
}

/** At most 1,000, which is the default. @throws AwsError `InvalidArgument` */
export function pageSize(call: Call, name: string): number {
  const size = Number(call.url.searchParams.get(name) ?? 1000);
  if (!Number.isInteger(size) || size < 0) {
    throw new AwsError("InvalidArgument", `Argument ${name} must be an integer between 0 and 2147483647`);
  }
  return Math.min(size, 1000);
}

/** An entry of a list: a key, or the common prefix that stands for the keys under it. */
export interface Entry {
  name: string;
  common: boolean;
}

export function entryOf(key: string, { prefix, delimiter }: ListQuery): Entry {
  const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
  return end < 0 ? { name: key, common: false } : { name: key.slice(0, end + delimiter.length), common: true };
}

/** The order of S3: by bytes of UTF-8. */
export function compareKeys(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
