import { jobError } from "../../core/alert/jobFailure.ts";
import type { Run } from "../../core/commit/Run.ts";
import { and, eq, isNull, ne } from "../../core/flow/conditions.ts";
import type { Expr } from "../../core/flow/Expr.ts";
import type { FlowBuilder } from "../../core/flow/FlowBuilder.ts";
import { notNull } from "../../core/flow/notNull.ts";
import { functionRef, resourceRef, settingRef } from "../../core/flow/references.ts";
import { text } from "../../core/flow/text.ts";
import type * as findStaged from "../../lambdas/find-staged/handler.ts";
import type { ConvertInput, ConvertOutput } from "../../lambdas/shared/ConvertStep.ts";

type Converted = Expr<ConvertOutput>;

const inlineStep = functionRef<ConvertInput, ConvertOutput>("convert-inline");
const duckdbStep = functionRef<ConvertInput, ConvertOutput>("convert-duckdb");
const findStep = functionRef<findStaged.FindStagedInput, ConvertOutput | null>("find-staged");
const sparkJob = { job: settingRef("convert-spark"), resource: resourceRef("convert-spark") };

/** Writes the steps that convert a run by its engine; gives what came of it. */
export function convertRun<Out>(f: FlowBuilder<Run, Out>): Converted {
  const { engine } = f.input;
  return f.either(
    "Engine",
    [
      [eq(engine, "inline"), () => inline(f)],
      [eq(engine, "spark"), () => spark(f)],
    ],
    () => f.lambda("ConvertDuckdb", { function: duckdbStep, input: { run: f.input } }),
    { as: "converted" },
  );
}

/** A value that the inline engine cannot write takes the file to DuckDB. */
function inline<Out>(f: FlowBuilder<Run, Out>): Converted {
  const run = f.input;
  const tried = f.attempt.lambda("ConvertInline", { function: inlineStep, input: { run }, as: "inline" });
  const { error, cause } = tried.error;
  f.choice("HasInlineFailed", [
    [and(eq(tried.failed, true), ne(error, "inline.unfit")), () => f.raise({ step: tried, error, cause })],
  ]);
  return f.either(
    "IsInlineUnfit",
    [[eq(tried.failed, true), () => f.lambda("ConvertUnfit", { function: duckdbStep, input: { run } })]],
    () => notNull(tried.output),
  );
}

/**
 * A job has no result but what it leaves in the lakes: a function looks for that, first of earlier attempts, where the
 * job has nothing to do any more, then of this one. A region that the job could not write is filled there.
 */
function spark<Out>(f: FlowBuilder<Run, Out>): Converted {
  const run = f.input;
  const found = f.lambda("FindStaged", { function: findStep, input: { run, required: false }, as: "found" });
  const anew = () => {
    runJob(f);
    return notNull(f.lambda("CollectStaged", { function: findStep, input: { run, required: true }, as: "collected" }));
  };
  return f.either("IsToBeStaged", [[isNull(found), anew]], () => notNull(found));
}

/** The run's part of the job's arguments; what is the stack's part lies in the job. */
function runJob<Out>(f: FlowBuilder<Run, Out>): void {
  const run = f.input;
  const { plans } = f.pass("SparkPlans", { plans: settingRef("spark-plans") });
  const ran = f.attempt.job("ConvertSpark", {
    ...sparkJob,
    arguments: {
      "--plan": text`${plans}${run.dataset}-${run.contract}.json`,
      "--source": text`s3://${run.source.bucket}/${run.source.key}`,
      "--source_version": run.source.versionId,
      "--source_key": run.source.key,
      "--run": run.run,
      "--attempt": text`${run.attempt}`,
    },
    as: "sparkRun",
  });
  const { cause } = ran.error;
  f.choice("HasSparkFailed", [[eq(ran.failed, true), () => f.raise({ step: ran, error: jobError(ran.error), cause })]]);
}
