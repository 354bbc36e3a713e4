import type { Run } from "../commit/Run.ts";
import { compile, type Expr, exprOf, operand } from "../flow/Expr.ts";
import { literal } from "../flow/jsonata.ts";
import type { Failure } from "../flow/steps.ts";
import { text } from "../flow/text.ts";
import { logPageEnd } from "./consoleLinks.ts";
import { executionLink } from "./executionLink.ts";
import { following } from "./following.ts";
import { jobRunId } from "./jobFailure.ts";
import { retryCommand } from "./retryCommand.ts";

/** What a mail says of a step beside its failure. A member that does not apply is absent. */
export interface Place {
  /** `logPage` of the step's function. */
  readonly log?: string;
  /** `logGroupPage` of the step's function, where its lines do not hold the run's id. */
  readonly group?: string;
  /** `streamsPage` of the step's Glue job, for a failure that names a run of the job. */
  readonly streams?: string;
  /** The region that the step publishes in: a retry may be of it alone. */
  readonly region?: string;
  /** The ARN of that region's machine, whose executions carry the names of the main machine's. */
  readonly machine?: string;
}

/** What a failure's mail is made of. */
export interface FailureMail {
  readonly pipeline: string;
  readonly failure: Expr<Failure>;
  /** The failure's cause, made readable. */
  readonly cause: Expr<string>;
  readonly run: Expr<Pick<Run, "run" | "attempt">>;
  /** What the run reads: `sourceText` of an object, or another URI. */
  readonly source: Expr<string>;
  /** What resumes a run, in front of its id or its execution's name. @default `retryCommand` */
  readonly command?: string | undefined;
  /** The ARN of the execution that failed: the main machine's, or that of a region's machine which a retry started alone. */
  readonly execution: Expr<string>;
  /**
   * By the name of the step; for a step that starts a region's machine also by its name, a colon and the name of the
   * region's step: `PublishNear:Commit`.
   */
  readonly places: Expr<Readonly<Record<string, Place>>>;
  /** What follows the command that resumes the run: `--stack dev --aws`. @default nothing */
  readonly commandOptions?: string | undefined;
}

/** The error of a run that failed in each region: it is resumed as a whole. */
export const bothRegionsFailed = "BothRegionsFailed";

/** The mail on a failure: what happened, where to look, and the command that resumes the run. */
export function failureMail(mail: FailureMail): { subject: Expr<string>; message: Expr<string> } {
  const { pipeline, failure, cause, run, execution } = mail;
  const region = regionOf(mail);
  return {
    subject: text`Sluice ${pipeline}: ${failure.error}`,
    message: text`Pipeline: ${pipeline}
Step: ${failure.step}${unlessEmpty(region, "\nRegion: ")}
Error: ${failure.error}
Cause: ${cause}
Source: ${mail.source}
Run: ${run.run}, attempt ${run.attempt}
Execution: ${executionLink(execution)}${unlessEmpty(regionExecution(mail, region), "\nRegion's execution: ")}
Log: ${logLink(mail)}
Resume: ${mail.command ?? retryCommand} ${run.run}${unlessEmpty(region, " --region ")}${following(mail.commandOptions)}`,
  };
}

/** The region that failed alone, or an empty text. */
function regionOf({ failure, places }: FailureMail): Expr<string> {
  const { error, step } = failure;
  const region = `$lookup(${operand(places)}, ${operand(step)}).region`;
  const code = `$exists(${region}) and ${operand(error)} != ${literal(bothRegionsFailed)} ? ${region} : ""`;
  return exprOf(code, reads(failure, places), false);
}

/** The execution of the region's machine: named as the main machine's is. */
function regionExecution({ failure, places, execution }: FailureMail, region: Expr<string>): Expr<string> {
  const machine = `$lookup(${operand(places)}, ${operand(failure.step)}).machine`;
  const name = `$split(${operand(execution)}, ":")[7]`;
  const arn = exprOf<string>(`$replace(${machine}, ":stateMachine:", ":execution:") & ":" & ${name}`, [], false);
  const code = `${operand(region)} != "" and $exists(${machine}) ? ${operand(executionLink(arn))} : ""`;
  return exprOf(code, reads(failure, places, execution, region), false);
}

/** What the run of the step's job logged; or the lines that the step's function, or that of the region's step, did; or all. */
function logLink({ failure, cause, places, run }: FailureMail): Expr<string> {
  const inner = `${operand(failure.step)} & ":" & $substringBefore(${operand(cause)}, ":")`;
  const known = `[$lookup(${operand(places)}, ${inner}).log, $lookup(${operand(places)}, ${operand(failure.step)}).log]`;
  const found = `$log & ${operand(run.run)} & ${literal(logPageEnd)}`;
  const group = `$lookup(${operand(places)}, ${operand(failure.step)}).group`;
  const none = `($group := ${group}; $exists($group) ? $group : ${literal("none, see the execution")})`;
  const lines = `($log := ${known}[0]; $exists($log) ? ${found} : ${none})`;
  const streams = `$lookup(${operand(places)}, ${operand(failure.step)}).streams`;
  const id = operand(jobRunId(failure.cause));
  const code = `($streams := ${streams}; $id := ${id}; $exists($streams) and $id != "" ? $streams & $id : ${lines})`;
  return exprOf(code, reads(failure, places, run, cause));
}

/** `before` and the text, or nothing where the text is empty. */
function unlessEmpty(part: Expr<string>, before: string): Expr<string> {
  const code = `($part := ${compile(part).code}; $part = "" ? "" : ${literal(before)} & $part)`;
  return exprOf(code, compile(part).reads);
}

function reads(...parts: Expr<unknown>[]): string[] {
  return parts.flatMap((part) => [...compile(part).reads]);
}
