import { alarmLink } from "./consoleLinks.ts";
import { following } from "./following.ts";

/** What a mail on expected files is made of. */
export interface OverdueMail {
  readonly pipeline: string;
  readonly dataset: string;
  /** How often a file is expected: `1 day`. */
  readonly span: string;
  /** Whether a file is overdue, or has come again after that. */
  readonly state: "overdue" | "arrived";
  /** The newest object of the dataset in the landing bucket; undefined where there is none. */
  readonly last: { readonly bucket: string; readonly key: string; readonly landed: Date } | undefined;
  readonly alarm: { readonly region: string; readonly name: string };
  /** What follows commands: `--stack dev --aws`. @default nothing */
  readonly commandOptions?: string | undefined;
}

/** The mail that no file came for as long as the contract allows, or that one has come again. */
export function overdueMail(mail: OverdueMail): { subject: string; message: string } {
  const { pipeline, dataset, span, state, last, alarm, commandOptions } = mail;
  const said = state === "overdue" ? `no file for ${dataset} in ${span}` : `files for ${dataset} arrive again`;
  const lines = [
    `Pipeline: ${pipeline}`,
    `Dataset: ${dataset}`,
    `Expected: a file every ${span}, under ${dataset}/ in the landing bucket`,
    `Last file: ${last ? `s3://${last.bucket}/${last.key}, landed ${last.landed.toISOString()}` : "none yet"}`,
    `Alarm: ${alarmLink(alarm.region, alarm.name)}`,
    `Runs: npx sluice runs --dataset ${dataset}${following(commandOptions)}`,
  ];
  return { subject: `Sluice ${pipeline}: ${said}`, message: lines.join("\n") };
}
