import { bothRegionsFailed } from "../../core/alert/failureMail.ts";
import { withoutCode } from "../../core/alert/jobFailure.ts";
import { mailAndFail } from "../../core/alert/mailAndFail.ts";
import { toldMark } from "../../core/alert/reportedMarks.ts";
import { sourceText } from "../../core/alert/sourceText.ts";
import { untold } from "../../core/alert/untold.ts";
import type { Run } from "../../core/commit/Run.ts";
import { and, eq, ne } from "../../core/flow/conditions.ts";
import { crawl } from "../../core/flow/crawl.ts";
import type { Expr } from "../../core/flow/Expr.ts";
import type { FlowBuilder } from "../../core/flow/FlowBuilder.ts";
import { flow } from "../../core/flow/flow.ts";
import { functionRef, machineRef, resourceRef, settingRef } from "../../core/flow/references.ts";
import { serviceRetries } from "../../core/flow/serviceRetries.ts";
import type { Failure } from "../../core/flow/steps.ts";
import { text } from "../../core/flow/text.ts";
import { textField } from "../../core/flow/textField.ts";
import type * as compareSchema from "../../lambdas/compare-schema/handler.ts";
import type * as farRegion from "../../lambdas/far-region/handler.ts";
import type { ConvertOutput } from "../../lambdas/shared/ConvertStep.ts";
import type * as verify from "../../lambdas/verify/handler.ts";
import type { RegionInput, RegionOutput } from "../shared/regionFlow.ts";
import { convertRun } from "./convertFlow.ts";
import { pipeline } from "./pipeline.ts";
import { placesOf } from "./placesOf.ts";

/** What a run came to. */
export interface RunOutput {
  readonly run: string;
  readonly read: number;
  readonly written: number;
  readonly rejected: number;
  readonly near: string;
  /** Absent where the stack has one region. */
  readonly far?: string;
}

/** Which steps the main machine has, beside those that every one has. */
export interface MainFlowOptions {
  /** What follows the commands in mails. @default nothing */
  readonly commandOptions?: string | undefined;
  /** Whether there is a second region. */
  readonly far: boolean;
  /** Whether some dataset is catalogued by a crawler. */
  readonly crawl: boolean;
}

type Builder = FlowBuilder<Run, RunOutput>;
type Converted = Expr<ConvertOutput>;
type Verified = Expr<verify.VerifyOutput>;

const compareStep = functionRef<compareSchema.CompareInput, compareSchema.CompareOutput>("compare-schema");
const verifyStep = functionRef<verify.VerifyInput, verify.VerifyOutput>("verify");
const farStep = functionRef<farRegion.FarRegionInput, farRegion.FarRegionResult<RegionOutput>>("far-region");
const nearMachine = machineRef<RegionInput, RegionOutput>("near-region");

const mark = toldMark(pipeline);

/** Seconds: a job waits up to 100 minutes for room and runs up to 120; the steps around it take up to an hour. */
const longest = 6 * 3600;

/**
 * The main machine: converts once for all regions, verifies, and has each region publish on its own, so that a region
 * that is down never holds back the other. Any error is mailed, then ends the run as failed.
 */
export const mainFlow = (options: MainFlowOptions) =>
  flow<Run, RunOutput>(
    pipeline,
    (f) => {
      const run = f.input;
      f.rescue(
        () => {
          if (options.crawl) crawlLanding(f);
          const converted = convertRun(f);
          const verified = f.lambda("Verify", { function: verifyStep, input: { run, converted }, as: "verified" });
          if (options.far) publishInBoth(f, converted, verified);
          else publishNear(f, converted, verified);
        },
        (failure) => alert(f, failure, options),
      );
    },
    { comment: "CSV to verified Parquet", timeoutSeconds: longest },
  );

/** Has the landed files crawled, and says how what the crawler found differs from the contract. */
function crawlLanding(f: Builder): void {
  const run = f.input;
  const landing = { name: "Landing", crawler: settingRef("landing-crawler"), resource: resourceRef("landing-crawler") };
  f.choice("IsCrawled", [
    [
      eq(run.catalog, "crawl"),
      () => {
        crawl(f, landing);
        f.lambda("CompareSchema", { function: compareStep, input: { run } });
      },
    ],
  ]);
}

function startNear(f: Builder, verified: Verified) {
  return f.attempt.execution("PublishNear", {
    machine: nearMachine,
    name: f.context.Execution.Name,
    retry: serviceRetries("StepFunctions"),
    input: { run: f.input, staged: verified.near, mark },
    as: "near",
  });
}

function publishNear(f: Builder, converted: Converted, verified: Verified): void {
  const near = startNear(f, verified);
  f.choice("IsPublished", [[eq(near.failed, true), () => f.raise({ step: near, ...failureOf(near.error) })]]);
  f.succeed("Published", { ...summary(f, converted), near: text`${near.output.status}` });
}

function publishInBoth(f: Builder, converted: Converted, verified: Verified): void {
  const run = f.input;
  const started = f.attempt.lambda("StartFar", {
    function: farStep,
    input: { action: "start", run, input: { run, staged: verified.far, mark } },
    as: "farStarted",
  });
  const near = startNear(f, verified);
  f.choice("IsFarStarted", [
    [
      eq(started.failed, true),
      () => f.raise({ step: started, error: started.error.error, cause: started.error.cause }),
    ],
  ]);
  const far = f.poll(
    "IsFarFinished",
    {
      wait: "WaitForFar",
      seconds: 1,
      check: () =>
        f.lambda("DescribeFar", { function: farStep, input: { action: "describe", run, input: null }, as: "far" }),
    },
    (answer) => ne(answer.status, "RUNNING"),
  );
  const nearFailure = failureOf(near.error);
  const both = text`${nearFailure.error}: ${nearFailure.cause}; ${far.error}: ${far.cause}`;
  f.choice("IsPublished", [
    [
      and(eq(near.failed, true), ne(far.status, "SUCCEEDED")),
      () => f.raise({ step: near, error: bothRegionsFailed, cause: both }),
    ],
    [eq(near.failed, true), () => f.raise({ step: near, ...nearFailure })],
    [
      ne(far.status, "SUCCEEDED"),
      () => f.raise({ step: started, error: text`${far.error}`, cause: text`${far.status}: ${far.cause}` }),
    ],
  ]);
  f.succeed("Published", {
    ...summary(f, converted),
    near: text`${near.output.status}`,
    far: text`${far.output.status}`,
  });
}

/** Error and cause of a nested execution, which its own cause holds as JSON. */
function failureOf({ cause }: Expr<Failure>) {
  return { error: textField(cause, "Error"), cause: textField(cause, "Cause") };
}

function summary(f: Builder, { read, written, rejected }: Converted) {
  return { run: f.input.run, read, written, rejected };
}

function alert(f: Builder, failure: Expr<Failure>, options: MainFlowOptions): void {
  const cause = untold(withoutCode(textField(failure.cause, "errorMessage", "ErrorMessage")), pipeline);
  mailAndFail(f, {
    pipeline,
    failure,
    cause,
    run: f.input,
    source: sourceText(f.input.source),
    execution: f.context.Execution.Id,
    places: f.pass("Places", placesOf(options)),
    commandOptions: options.commandOptions,
  });
}
