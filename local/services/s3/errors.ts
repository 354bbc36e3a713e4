import { AwsError } from "../kernel/AwsError.ts";

export function noSuchKey(_key: string): AwsError {
  return new AwsError("NoSuchKey", "The specified key does not exist.", 404);
}
