import { orElse } from "../flow/conditions.ts";
import type { Expr } from "../flow/Expr.ts";
import { text } from "../flow/text.ts";
import type { ExecutionEnded } from "./ExecutionEnded.ts";
import { executionLink } from "./executionLink.ts";
import { following } from "./following.ts";
import { retryCommand } from "./retryCommand.ts";

/** What a mail is made of where nothing is known of an execution's end but the event that tells of it. */
export interface EventMail {
  readonly pipeline: string;
  readonly ended: Expr<ExecutionEnded>;
  /** The ARN of the execution that was to find out more. */
  readonly teller: Expr<string>;
  /** What resumes a run, in front of its id or its execution's name. @default `retryCommand` */
  readonly command?: string | undefined;
  /** What follows the command that resumes the run: `--stack dev --aws`. @default nothing */
  readonly commandOptions?: string | undefined;
}

/** The mail on an execution's end, told from the event alone: it names no step, and the run by its execution. */
export function eventMail(mail: EventMail): { subject: Expr<string>; message: Expr<string> } {
  const { pipeline, ended, teller } = mail;
  const { executionArn, name, status, error, cause, input } = ended.detail;
  return {
    subject: text`Sluice ${pipeline}: ${status}`,
    message: text`Pipeline: ${pipeline}
Status: ${status}
Error: ${orElse(error, "none given")}
Cause: ${orElse(cause, "none given")}
Run: ${name}
Input: ${orElse(input, "too long for the event")}
Execution: ${executionLink(executionArn)}
Why no more is said: ${executionLink(teller)}
Resume: ${mail.command ?? retryCommand} ${name}${following(mail.commandOptions)}`,
  };
}
