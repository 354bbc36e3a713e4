import { withoutCode } from "../../core/alert/jobFailure.ts";
import { mailAndFail } from "../../core/alert/mailAndFail.ts";
import { toldMark } from "../../core/alert/reportedMarks.ts";
import { untold } from "../../core/alert/untold.ts";
import { ne, orElse } from "../../core/flow/conditions.ts";
import { crawl } from "../../core/flow/crawl.ts";
import type { Expr } from "../../core/flow/Expr.ts";
import type { FlowBuilder } from "../../core/flow/FlowBuilder.ts";
import { flow } from "../../core/flow/flow.ts";
import { functionRef, machineRef, resourceRef, settingRef } from "../../core/flow/references.ts";
import { serviceRetries } from "../../core/flow/serviceRetries.ts";
import type { Failure } from "../../core/flow/steps.ts";
import { text } from "../../core/flow/text.ts";
import { textField } from "../../core/flow/textField.ts";
import type * as planDays from "../../lambdas/plan-days/handler.ts";
import type { PlanInput } from "../../lambdas/plan-days/PlanInput.ts";
import { firstFailed } from "./firstFailed.ts";
import { innermost } from "./innermost.ts";
import { pipeline } from "./pipeline.ts";
import { places } from "./places.ts";
import type { RangeFlowOptions, RangeInput, RangeOutput } from "./rangeFlow.ts";

/** What an execution is asked for: a day, or days, of the data's zone; nothing is yesterday. */
export interface TrafficInput {
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  /** `YYYY-MM-DD`, with `to`: the first and the last day. */
  readonly from?: string;
  readonly to?: string;
  /** Of an execution that this one resumes. */
  readonly run?: string;
  readonly attempt?: number;
  readonly startedAt?: string;
}

/** What an execution came to. */
export interface TrafficOutput {
  readonly run: string;
  /** All that were asked for. */
  readonly days: readonly string[];
}

export interface TrafficFlowOptions extends RangeFlowOptions {
  /** What follows the commands in mails. @default nothing */
  readonly commandOptions?: string | undefined;
}

type Builder = FlowBuilder<TrafficInput, TrafficOutput>;

const plan = functionRef<PlanInput, planDays.Plan>("plan-days");
const range = machineRef<RangeInput, RangeOutput>("range");
/** What resumes an execution, in front of its name. */
export const resumeCommand = "npx sluice repartition --resume";

const mark = toldMark(pipeline);

/**
 * Files raw events, which lie by the time of their arrival, by the time that they tell of. Every day is written aside and
 * then takes the place of what is published of it, so that days may be run again. Any error is mailed, then ends the
 * execution as failed; ranges of days that did not fail are published all the same.
 */
export const trafficFlow = (options: TrafficFlowOptions) =>
  flow<TrafficInput, TrafficOutput>(
    pipeline,
    (f) => {
      f.rescue(
        () => {
          const raw = { name: "Raw", crawler: settingRef("raw-crawler"), resource: resourceRef("raw-crawler") };
          crawl(f, { ...raw, seconds: 30, longest: 3600 });
          const planned = f.lambda("PlanDays", { function: plan, input: asked(f), as: "planned" });
          repartition(f, planned);
          const result = {
            name: "Result",
            crawler: settingRef("result-crawler"),
            resource: resourceRef("result-crawler"),
          };
          crawl(f, { ...result, seconds: 30, longest: 3600 });
          f.succeed("Repartitioned", { run: planned.run, days: planned.days });
        },
        (failure) => alert(f, failure, options),
      );
    },
    { comment: "Traffic by event time", timeoutSeconds: 24 * 3600 },
  );

function asked({ input, context: { Execution } }: Builder) {
  return { asked: input, resume: input, name: Execution.Name, startedAt: Execution.StartTime };
}

/** Range by range, some at once; one that fails does not hold back the others. */
function repartition(f: Builder, planned: Expr<planDays.Plan>): void {
  const { run, attempt, startedAt } = planned;
  const done = f.map("Repartition", { items: planned.ranges, maxConcurrency: 3, as: "done" }, (days, index) =>
    f.attempt.execution("RepartitionDays", {
      machine: range,
      name: text`${run}-${attempt}-${index}`,
      retry: serviceRetries("StepFunctions"),
      input: { plan: { run, attempt, startedAt }, range: days, mark },
      as: "range",
    }),
  );
  const failed = firstFailed(done);
  f.choice("HasRangeFailed", [
    [ne(failed.error, ""), () => f.raise({ step: done, error: failed.error, cause: failed.cause })],
  ]);
}

function alert(f: Builder, caught: Expr<Failure>, { engine, commandOptions }: TrafficFlowOptions): void {
  const failure = f.pass("Innermost", innermost(caught));
  const cause = untold(withoutCode(textField(failure.cause, "errorMessage", "ErrorMessage")), pipeline);
  mailAndFail(f, {
    pipeline,
    failure,
    cause,
    run: f.pass("Run", { run: f.context.Execution.Name, attempt: orElse(f.input.attempt, 0) }),
    source: text`s3://${f.pass("RawBucket", settingRef("raw-bucket"))}/traffic_raw/`,
    command: resumeCommand,
    execution: f.context.Execution.Id,
    places: f.pass("Places", places({ engine })),
    commandOptions,
  });
}
