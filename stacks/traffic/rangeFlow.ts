import { jobError } from "../../core/alert/jobFailure.ts";
import { eq, ne, or, orElse } from "../../core/flow/conditions.ts";
import type { Expr } from "../../core/flow/Expr.ts";
import type { FlowBuilder } from "../../core/flow/FlowBuilder.ts";
import { flow } from "../../core/flow/flow.ts";
import { notNull } from "../../core/flow/notNull.ts";
import { functionRef, machineRef, resourceRef, settingRef } from "../../core/flow/references.ts";
import { serviceRetries } from "../../core/flow/serviceRetries.ts";
import { text } from "../../core/flow/text.ts";
import { textField } from "../../core/flow/textField.ts";
import type * as buildJob from "../../lambdas/build-job/handler.ts";
import type * as buildQuery from "../../lambdas/build-query/handler.ts";
import type { RangeWork } from "../../lambdas/shared/RangeWork.ts";
import type * as stageDays from "../../lambdas/stage-days/handler.ts";
import type { RegionInput, RegionOutput } from "../shared/regionFlow.ts";
import { firstFailed } from "./firstFailed.ts";

/** What a range's machine is started with. */
export interface RangeInput extends RangeWork {
  /** What a failure's cause ends in: says that whoever started this tells of it. */
  readonly mark: string;
}

/** What came of a range. */
export interface RangeOutput {
  /** Days that were published; those that an earlier attempt finished are not among them. */
  readonly days: readonly string[];
}

interface Query {
  readonly QueryExecution: {
    readonly Status: { readonly State: string; readonly StateChangeReason?: string };
    readonly Statistics: { readonly DataManifestLocation?: string };
  };
}

type Builder = FlowBuilder<RangeInput, RangeOutput>;

/** What runs the transform. */
export interface RangeFlowOptions {
  readonly engine: "athena" | "spark";
}

const build = functionRef<RangeWork, buildQuery.BuiltQuery>("build-query");
const prepare = functionRef<RangeWork, buildJob.BuiltJob>("build-job");
const sparkJob = { job: settingRef("traffic-spark"), resource: resourceRef("traffic-spark") };
const stage = functionRef<stageDays.StageInput, readonly stageDays.StagedDay[]>("stage-days");
const publishDay = machineRef<RegionInput, RegionOutput>("region");

/** What was written aside: by whom, and where the list of its files lies. */
interface Aside {
  readonly days: Expr<readonly string[]>;
  readonly query: Expr<string>;
  readonly manifest: Expr<string>;
}

/**
 * Rewrites a range of days, at most four: one INSERT, or one job, writes their rows aside, then each day takes the place
 * of what is published of it. Days that an earlier attempt finished are left out. Any error ends it as failed.
 */
export const rangeFlow = ({ engine }: RangeFlowOptions) =>
  flow<RangeInput, RangeOutput>(
    "traffic-range",
    (f) => {
      f.rescue(
        () => {
          const { days, query, manifest } = engine === "spark" ? byJob(f) : byQuery(f);
          const input = { plan: f.input.plan, days, manifest, query };
          publish(f, f.lambda("StageDays", { function: stage, input, as: "staged" }));
          f.succeed("Published", { days });
        },
        ({ step, error, cause }) =>
          f.fail("Failed", { error, cause: text`${step}: ${textField(cause, "errorMessage")}${f.input.mark}` }),
      );
    },
    { comment: "Files some days of traffic by event time", timeoutSeconds: 4 * 3600 },
  );

function byQuery(f: Builder): Aside {
  const { plan, range } = f.input;
  const built = f.lambda("BuildQuery", { function: build, input: { plan, range }, as: "built" });
  endIfDone(f, built);
  return { days: built.days, ...insert(f, built) };
}

/** A job has no result but what it leaves: the list of the files that it wrote. */
function byJob(f: Builder): Aside {
  const { plan, range } = f.input;
  const built = f.lambda("BuildJob", { function: prepare, input: { plan, range }, as: "built" });
  endIfDone(f, built);
  const { tables, parameters, list } = built;
  const ran = f.attempt.job("RunJob", {
    ...sparkJob,
    arguments: {
      "--tables": tables,
      "--parameters": parameters,
      "--list": list,
      "--run": plan.run,
      "--attempt": text`${plan.attempt}`,
    },
    as: "ran",
  });
  const { cause } = ran.error;
  f.choice("HasJobFailed", [[eq(ran.failed, true), () => f.raise({ step: ran, error: jobError(ran.error), cause })]]);
  return { days: built.days, query: notNull(ran.output).Id, manifest: list };
}

function endIfDone(f: Builder, { done }: Expr<{ readonly done: boolean }>): void {
  f.choice("IsDone", [[eq(done, true), () => f.succeed("AlreadyPublished", { days: [] })]]);
}

/** Runs the statement to its end. Asked for twice, as after a retry, it runs once. */
function insert(f: Builder, built: Expr<buildQuery.BuiltQuery>) {
  const retry = serviceRetries("Athena");
  const resources = [resourceRef("workgroup")];
  const started = f.task<{ QueryExecutionId: string }>("StartQuery", {
    resource: "arn:aws:states:::aws-sdk:athena:startQueryExecution",
    arguments: { QueryString: built.sql, ClientRequestToken: built.token, WorkGroup: settingRef("workgroup") },
    resources,
    retry,
    as: "started",
  });
  const answer = f.poll(
    "IsQueryEnded",
    {
      wait: "WaitForQuery",
      seconds: 2,
      check: () =>
        f.task<Query>("GetQuery", {
          resource: "arn:aws:states:::aws-sdk:athena:getQueryExecution",
          arguments: { QueryExecutionId: started.QueryExecutionId },
          resources,
          retry,
          as: "answer",
        }),
    },
    ({ QueryExecution: { Status } }) =>
      or(eq(Status.State, "SUCCEEDED"), eq(Status.State, "FAILED"), eq(Status.State, "CANCELLED")),
  );
  const { Status, Statistics } = answer.QueryExecution;
  f.choice("HasQueryFailed", [
    [
      ne(Status.State, "SUCCEEDED"),
      () =>
        f.raise({
          step: started,
          error: text`Athena.${Status.State}`,
          cause: text`${orElse(Status.StateChangeReason, "no reason given")}`,
        }),
    ],
  ]);
  return { query: started.QueryExecutionId, manifest: orElse(Statistics.DataManifestLocation, "") };
}

/** Publishes day by day, some at once; a day that fails does not hold back the others. */
function publish(f: Builder, staged: Expr<readonly stageDays.StagedDay[]>): void {
  const published = f.map("PublishDays", { items: staged, maxConcurrency: 2, as: "published" }, ({ run, staged }) =>
    f.attempt.execution("PublishDay", {
      machine: publishDay,
      name: text`${run.run}-${run.attempt}`,
      retry: serviceRetries("StepFunctions"),
      input: { run, staged, mark: f.input.mark },
      as: "day",
    }),
  );
  const failed = firstFailed(published);
  f.choice("HasDayFailed", [
    [ne(failed.error, ""), () => f.raise({ step: published, error: failed.error, cause: failed.cause })],
  ]);
}
