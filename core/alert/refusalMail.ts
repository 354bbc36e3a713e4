import type { SourceObject } from "../commit/Run.ts";
import type { SluiceError } from "../errors.ts";
import { logPage, logPageEnd } from "./consoleLinks.ts";

/** What a mail of the trigger is made of. */
export interface RefusalMail {
  readonly pipeline: string;
  readonly object: SourceObject;
  readonly error: SluiceError;
  /** Where the trigger logged it, with the object's version. */
  readonly log: { readonly region: string; readonly group: string };
}

/** The mail on an object that landed and starts no run: sent at once, as trying again would not help. */
export function refusalMail({ pipeline, object, error, log }: RefusalMail): { subject: string; message: string } {
  const lines = [
    `Pipeline: ${pipeline}`,
    "Step: trigger",
    `Error: ${error.code}`,
    `Cause: ${error.message}`,
    `Source: s3://${object.bucket}/${object.key} (version ${object.versionId})`,
    "Run: none was started; the object is still in the landing bucket",
    `Log: ${logPage(log.region, log.group)}${object.versionId}${logPageEnd}`,
  ];
  return { subject: `Sluice ${pipeline}: ${error.code}`, message: lines.join("\n") };
}
