import type { SourceObject } from "../commit/Run.ts";
import type { Expr } from "../flow/Expr.ts";
import { text } from "../flow/text.ts";

/** The version of an object that a run reads, as mails name it. */
export function sourceText({ bucket, key, versionId }: Expr<SourceObject>): Expr<string> {
  return text`s3://${bucket}/${key} (version ${versionId})`;
}
