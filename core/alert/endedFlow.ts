import type { Run } from "../commit/Run.ts";
import { and, eq, exists, ne, not, or, orElse } from "../flow/conditions.ts";
import { compile, type Expr, exprOf, operand } from "../flow/Expr.ts";
import type { FlowBuilder } from "../flow/FlowBuilder.ts";
import { flow } from "../flow/flow.ts";
import { literal } from "../flow/jsonata.ts";
import { machineRef, resourceRef, type SettingRef, topicRef } from "../flow/references.ts";
import { serviceRetries } from "../flow/serviceRetries.ts";
import { textField } from "../flow/textField.ts";
import type { ExecutionEnded } from "./ExecutionEnded.ts";
import { eventMail } from "./eventMail.ts";
import { failureMail, type Place } from "./failureMail.ts";
import { type History, type LastStep, lastStep, namesStep } from "./lastStep.ts";
import { mailRetries } from "./mailRetries.ts";
import { sourceText } from "./sourceText.ts";
import { untold } from "./untold.ts";

/** A machine whose executions are told of. */
export interface WatchedMachine {
  /** What the references of it are called: its ARN is one of `machines`, that of its executions one of `resources`. */
  readonly name: string;
  /** The region that it publishes in, which a retry may be of alone. @default its runs are resumed as a whole */
  readonly region?: string | undefined;
  /** Where its steps log, by the names that `failureMail` looks up; without regions. */
  readonly places: Readonly<Record<string, Readonly<Record<string, SettingRef>>>>;
}

export interface EndedFlowOptions {
  readonly pipeline: string;
  readonly machines: readonly WatchedMachine[];
  /** What resumes a run, in front of its id or its execution's name. @default `retryCommand` */
  readonly command?: string | undefined;
  /** What follows the commands in mails. @default nothing */
  readonly commandOptions?: string | undefined;
}

interface Page {
  readonly Events: History;
  readonly NextToken?: string;
}

interface Watched {
  readonly arn: string;
  readonly region: string;
  readonly places: Readonly<Record<string, Place>>;
}

type Builder = FlowBuilder<ExecutionEnded, undefined>;

const alerts = topicRef("alerts");
const publishing = { topic: alerts, retry: mailRetries, timeoutSeconds: 30 };
/** Seconds that a history may lag behind the event. */
const longestLag = 60;

/**
 * Mails an execution that ended without a mail of its own: its input is what EventBridge tells. Step, cause and log are
 * found in the execution's history; where that cannot be done, whatever the reason, the mail says what the event does. All
 * that can fail is within one Parallel state, since no state but it and tasks can catch. What a Catch cannot see, and a
 * mail that cannot be sent at all, fails the execution: that is for an alarm.
 *
 * For a Standard machine: an Express one may run twice for one event, so that two mails are sent, and keeps no history.
 */
export const endedFlow = (options: EndedFlowOptions) =>
  flow<ExecutionEnded>(
    `${options.pipeline}-ended`,
    (f) => {
      const excess = { as: "excess", errors: ["States.DataLimitExceeded"] };
      const tellWhole = () => {
        f.parallel("Tell", [() => tell(f, options)]);
        f.succeed("Told");
      };
      f.rescue(
        () => f.rescue(tellWhole, () => {}, excess),
        () => {},
      );
      const { pipeline, command, commandOptions } = options;
      const mail = eventMail({ pipeline, command, ended: f.input, teller: f.context.Execution.Id, commandOptions });
      f.publish("MailEvent", { ...publishing, ...mail });
      f.succeed("ToldOfEvent");
    },
    { comment: "Mails executions that ended without a mail of their own" },
  );

/** Says nothing where whoever started the execution hears of its end, and mails it. Gives the execution. */
function tell(f: Builder, options: EndedFlowOptions): Expr<string> {
  const input = f.pass("Input", inputOf(f.input));
  f.choice("IsToldByStarter", [[ne(input.mark, ""), () => {}]], () => {
    const history = readHistory(f, options.machines);
    const failure = f.pass("LastStep", lastStep(history, f.input));
    const { pipeline, command, commandOptions } = options;
    const mail = failureMail({
      ...{ pipeline, command },
      failure,
      cause: f.pass("Cause", causeOf(failure, f.input, pipeline)),
      run: input.run,
      source: sourceText(input.run.source),
      execution: f.input.detail.executionArn,
      places: f.pass("Places", placesOf(f, failure, options.machines)),
      commandOptions,
    });
    f.publish("Mail", { ...publishing, ...mail });
  });
  return f.input.detail.executionArn;
}

/** The run, which is the main machine's input and part of a region's, and the mark that this was started with. */
function inputOf({ detail }: Expr<ExecutionEnded>): Expr<{ run: Run; mark: string }> {
  const run = `$type($given.run) = "object" ? $given.run : $given`;
  const checked = `$exists($run.source.key) ? $run : $error("The execution's input holds no run")`;
  const mark = `$exists($given.mark) ? $given.mark : ""`;
  const code = `($given := $parse(${operand(detail.input)}); $run := ${run}; { "run": ${checked}, "mark": ${mark} })`;
  return exprOf(code, compile(detail.input).reads);
}

/**
 * The newest events, without payloads, which would be more than a state may take. Histories lag behind events: the last
 * event is waited for, for a while. Where the first page names no state that was running, as after the abort of many
 * branches, one more is read.
 */
function readHistory(f: Builder, machines: readonly WatchedMachine[]): Expr<History> {
  const asked = {
    ExecutionArn: f.input.detail.executionArn,
    ReverseOrder: true,
    MaxResults: 100,
    IncludeExecutionData: false,
  };
  const reading = {
    resource: "arn:aws:states:::aws-sdk:sfn:getExecutionHistory",
    resources: machines.map(({ name }) => resourceRef(`${name}-executions`)),
    retry: serviceRetries("Sfn"),
    timeoutSeconds: 60,
  } as const;
  const page = f.poll(
    "IsHistoryWhole",
    { wait: "WaitForHistory", seconds: 2, check: () => f.task<Page>("ReadHistory", { ...reading, arguments: asked }) },
    ({ Events }) => or(hasEnd(Events), isLate(f)),
  );
  const older = () => {
    const read = f.task<Page>("ReadOlder", {
      ...reading,
      arguments: { ...asked, NextToken: orElse(page.NextToken, "") },
    });
    return f.pass("BothPages", both(page.Events, read.Events));
  };
  const isOlder = and(not(namesStep(page.Events)), exists(page.NextToken));
  return f.either("IsStepOlder", [[isOlder, older]], () => page.Events, { as: "history" });
}

function hasEnd(events: Expr<History>): Expr<boolean> {
  const ends = ["ExecutionFailed", "ExecutionTimedOut", "ExecutionAborted"];
  return exprOf(`${operand(events)}[0].Type in ${literal(ends)}`, compile(events).reads, false);
}

function isLate({ context }: Builder): Expr<boolean> {
  const since = `$toMillis(${operand(context.State.EnteredTime)}) - $toMillis(${operand(context.Execution.StartTime)})`;
  return exprOf(`${since} > ${longestLag * 1000}`, [], false);
}

function both(newer: Expr<History>, older: Expr<History>): Expr<History> {
  return exprOf(
    `$append(${operand(newer)}, ${operand(older)})`,
    [newer, older].flatMap((each) => [...compile(each).reads]),
  );
}

/** The failure's cause, or what stands for one that is missing. */
function causeOf(
  { cause, error, tried }: Expr<LastStep>,
  { detail }: Expr<ExecutionEnded>,
  pipeline: string,
): Expr<string> {
  const reasons = {
    FAILED: "no reason was given",
    TIMED_OUT: "the execution took longer than it may",
    ABORTED: "the execution was stopped, and no reason was given",
  };
  const ofStep = eq(error, "States.Timeout");
  const status = `$lookup(${literal(reasons)}, ${operand(detail.status)})`;
  const reason = `${operand(ofStep)} ? "the step took longer than it may" : ${status}`;
  const message = textField(tried.cause, "errorMessage", "ErrorMessage");
  const before = `$join([${operand(tried.error)}, ${operand(message)}][$boolean($)], ": ")`;
  const tries = `${operand(detail.status)} != "FAILED" and ${operand(tried.error)} != "" ? "; a try had failed of " & ${before} : ""`;
  const own = untold(textField(cause, "errorMessage", "ErrorMessage"), pipeline);
  const code = `${operand(cause)} != "" ? ${operand(own)} : (${reason}) & (${tries})`;
  return exprOf(code, compile(cause).reads, false);
}

/** The places of the machine's steps; the step that it ended in is in the machine's region, whatever it is. */
function placesOf(f: Builder, { step }: Expr<LastStep>, machines: readonly WatchedMachine[]) {
  const watched = f.pass(
    "Machines",
    machines.map(({ name, region = "", places }) => ({ arn: machineRef(name), region, places })),
  ) as Expr<readonly Watched[]>;
  const machine = `${operand(watched)}[arn = ${operand(f.input.detail.stateMachineArn)}]`;
  const here = `{ ${operand(step)}: $merge([$lookup($machine.places, ${operand(step)}), { "region": $machine.region }]) }`;
  const code = `($machine := ${machine}; $merge([$machine.places, $machine.region = "" ? {} : ${here}]))`;
  const reads = [watched, step].flatMap((each) => [...compile(each).reads]);
  return exprOf<Readonly<Record<string, Place>>>(code, reads);
}
