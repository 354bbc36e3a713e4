import { compile, type Expr, exprOf, operand } from "../flow/Expr.ts";
import { literal } from "../flow/jsonata.ts";
import type { Failure } from "../flow/steps.ts";
import type { ExecutionEnded } from "./ExecutionEnded.ts";

/** Events of an execution as `aws-sdk:sfn:getExecutionHistory` gives them, the newest first. */
export type History = readonly { readonly Type: string; readonly Id: number }[];

/** How an execution ended, and what it was doing. */
export interface LastStep extends Failure {
  /** What a task of that step failed of before, where the execution itself gives no reason; all empty texts where none did. */
  readonly tried: { readonly error: string; readonly cause: string };
}

const none = literal("unknown, see the execution");
/** How the flows' Fail states begin a cause: with the step that failed. */
const saidStep = "/^[A-Za-z][A-Za-z0-9_-]*: /";

/** Whether the events name the state that the execution was in. */
export function namesStep(history: Expr<History>): Expr<boolean> {
  const { code, reads } = compile(history);
  return exprOf(`(${entry(code)} $exists($entry))`, reads);
}

/**
 * The step that an execution ended in: where it failed, the state that the end follows from, or the one that a Fail
 * state's cause names first; otherwise the innermost state that was running, and where several ran side by side, the one
 * that was entered last. Error and cause are the event's, or the history's where that has none.
 */
export function lastStep(history: Expr<History>, ended: Expr<ExecutionEnded>): Expr<LastStep> {
  const { status, error, cause } = ended.detail;
  const known = (own: Expr<unknown>, field: string) => `$text([${operand(own)}, $details.${field}])`;
  const code = `(${entry(compile(history).code)}
    $text := function($texts) {( $found := $texts[$boolean($)][0]; $exists($found) ? $found : "" )};
    $details := $merge([$end.ExecutionFailedEventDetails, $end.ExecutionTimedOutEventDetails, $end.ExecutionAbortedEventDetails]);
    $status := ${operand(status)};
    $error := ${known(error, "Error")};
    $cause := ${known(cause, "Cause")};
    $name := $entry.StateEnteredEventDetails.Name;
    $isSaid := $entry.Type = "FailStateEntered" and $count($match($cause, ${saidStep})) > 0;
    $tries := $cause = "" ? $events[$exists(TaskFailedEventDetails) or $exists(TaskTimedOutEventDetails)];
    $last := $filter($tries, function($try) { $entryOf($try.Id).Id = $entry.Id })[0];
    $tried := $merge([$last.TaskFailedEventDetails, $last.TaskTimedOutEventDetails]);
    {
      "step": $isSaid ? $substringBefore($cause, ": ") : $exists($name) ? $name : ${none},
      "error": $status = "FAILED" ? ($error = "" ? $status : $error) : $error = "" ? $status : $status & " (" & $error & ")",
      "cause": $isSaid ? $substringAfter($cause, ": ") : $cause,
      "tried": { "error": $text([$tried.Error]), "cause": $text([$tried.Cause]) }
    })`;
  return exprOf(oneLine(code), [...compile(history).reads, ...compile(ended).reads]);
}

/**
 * JSONata that defines `$entry`: the event by which the step was entered. A state is running where it was entered as
 * often since as it was left: a name may stand for many passages, as in a Map.
 */
function entry(events: string): string {
  return oneLine(`
    $events := ${events};
    $end := $events[0];
    $entryOf := function($id) {(
      $event := $events[Id = $id];
      $exists($event.StateEnteredEventDetails) ? $event
        : $exists($event.PreviousEventId) ? $entryOf($event.PreviousEventId)
    )};
    $isRunning := function($entered) {(
      $name := $entered.StateEnteredEventDetails.Name;
      $since := $events[Id > $entered.Id];
      $count($since[StateEnteredEventDetails.Name = $name]) = $count($since[StateExitedEventDetails.Name = $name])
    )};
    $failing := $end.Type = "ExecutionFailed" ? $entryOf($end.PreviousEventId);
    $entry := $exists($failing) ? $failing : $filter($events[$exists(StateEnteredEventDetails)], $isRunning)[0];`);
}

/** A definition's text holds no line ends. */
function oneLine(code: string): string {
  return code.replaceAll(/\s*\n\s*/g, " ").trim();
}
