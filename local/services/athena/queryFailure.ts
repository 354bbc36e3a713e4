import { messageOf } from "../../../core/messageOf.ts";
import { AwsError } from "../kernel/AwsError.ts";
import { LakeError } from "../lake/LakeError.ts";
import { errorCategory, errorType, QueryError } from "./QueryError.ts";

type Words = readonly [pattern: RegExp, words: (...found: string[]) => string, type: number];

/** DuckDB's messages in the words of Athena, where it has words for them. */
const known: readonly Words[] = [
  [
    /Referenced column "([^"]+)" (?:was )?not found/,
    (column) =>
      `COLUMN_NOT_FOUND: Column '${column}' cannot be resolved or requester is not authorized to access requested resources`,
    errorType.syntax,
  ],
  [
    /(?:Scalar|Aggregate|Table) Function with name "?(\w+)"? does not exist/,
    (name) => `FUNCTION_NOT_FOUND: Function '${name}' not registered`,
    errorType.syntax,
  ],
  [
    /Could not convert string '([^']*)' to (\w+)/,
    (text, type) => `INVALID_CAST_ARGUMENT: Cannot cast '${text}' to ${type}`,
    errorType.argument,
  ],
  [/^(?:Parser|Binder|Catalog) Error: (.*)/, (what) => `SYNTAX_ERROR: ${what}`, errorType.syntax],
  [/^Conversion Error: (.*)/, (what) => `INVALID_CAST_ARGUMENT: ${what}`, errorType.argument],
  [/^(?:Invalid Input|Out of Range) Error: (.*)/, (what) => `INVALID_FUNCTION_ARGUMENT: ${what}`, errorType.argument],
  [
    /^Out of Memory Error: (.*)/,
    () => "EXCEEDED_LOCAL_MEMORY_LIMIT: Query exceeded per-node memory limit",
    errorType.failed,
  ],
];

/** Any failure of a query as one QueryError. */
export function queryFailure(error: unknown): QueryError {
  if (error instanceof QueryError) return error;
  const message = messageOf(error);
  if (error instanceof LakeError) {
    return new QueryError(`HIVE_UNKNOWN_ERROR: ${message}`, errorType.data, { cause: error });
  }
  if (error instanceof AwsError) {
    return new QueryError(`HIVE_METASTORE_ERROR: ${message}`, errorType.failed, { cause: error });
  }
  if (isServiceError(error)) {
    const category = errorCategory.system;
    return new QueryError(`HIVE_WRITER_CLOSE_ERROR: ${message}`, errorType.resultNotWritten, {
      category,
      cause: error,
    });
  }
  for (const [pattern, words, type] of known) {
    const [whole, ...found] = pattern.exec(message) ?? [];
    if (whole !== undefined) return new QueryError(words(...found), type, { cause: error });
  }
  const [first = message] = message.split("\n");
  const category = errorCategory.system;
  return new QueryError(`GENERIC_INTERNAL_ERROR: ${first}`, errorType.internal, { category, cause: error });
}

/** What S3's client throws. */
function isServiceError(error: unknown): boolean {
  return error instanceof Error && "$metadata" in error;
}
