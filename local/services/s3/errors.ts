import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";

export function noSuchKey(_key: string): AwsError {
  return new AwsError("NoSuchKey", "The specified key does not exist.", 404);
}

export function notServed(call: Call): AwsError {
  const what = `The local S3 does not serve ${call.request.method} ${call.url.pathname}${call.url.search}`;
  return new AwsError("NotImplemented", what, 501);
}
