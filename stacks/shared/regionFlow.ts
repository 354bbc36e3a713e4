import type { Run } from "../../core/commit/Run.ts";
import { eq, ne, or, orElse } from "../../core/flow/conditions.ts";
import { crawl } from "../../core/flow/crawl.ts";
import type { Expr } from "../../core/flow/Expr.ts";
import type { FlowBuilder } from "../../core/flow/FlowBuilder.ts";
import { flow } from "../../core/flow/flow.ts";
import { functionRef, resourceRef, settingRef } from "../../core/flow/references.ts";
import { serviceRetries } from "../../core/flow/serviceRetries.ts";
import { text } from "../../core/flow/text.ts";
import { textField } from "../../core/flow/textField.ts";
import type * as commit from "../../lambdas/commit/handler.ts";
import type { RefreshStatement } from "../../lambdas/commit/refreshStatements.ts";
import type * as register from "../../lambdas/register/handler.ts";
import type { StagedRegion } from "../../lambdas/shared/StagedRegion.ts";

/** What a region's machine is started with. */
export interface RegionInput {
  readonly run: Run;
  readonly staged: StagedRegion;
  /** What a failure's cause ends in: says that whoever started this tells of it. @default nothing */
  readonly mark?: string;
}

/** What a region published. */
export interface RegionOutput {
  readonly status: commit.CommitResult["status"];
  readonly files: number;
}

/** Which steps a region's machine has, beside those that every one has. */
export interface RegionFlowOptions {
  readonly pipeline: string;
  /** Whether some dataset is catalogued by a crawler. */
  readonly crawl: boolean;
  /** Whether the region has a warehouse. */
  readonly warehouse: boolean;
}

type Builder = FlowBuilder<RegionInput, RegionOutput>;

const commitStep = functionRef<commit.CommitInput, commit.CommitResult>("commit");
const finishStep = functionRef<commit.FinishInput, commit.FinishResult>("commit");
const registerStep = functionRef<register.RegisterInput, register.RegisterResult>("register");

/**
 * Publishes a verified run in one region: commit, then its partitions into the catalog, then the dataset's own SQL in
 * the warehouse, then the report on it. What an earlier attempt finished is not done again. Any error ends it as failed.
 */
export const regionFlow = (options: RegionFlowOptions) =>
  flow<RegionInput, RegionOutput>(
    `${options.pipeline}-region`,
    (f) => {
      const { run, staged } = f.input;
      const mark = orElse(f.input.mark, "");
      f.choice("IsStaged", [
        [
          eq(staged.status, "failed"),
          () => f.fail("NotStaged", { error: staged.error, cause: text`Convert: ${staged.cause}${mark}` }),
        ],
      ]);
      f.rescue(
        () => {
          const committed = f.lambda("Commit", {
            function: commitStep,
            input: { run, staged },
            as: "committed",
          });
          f.choice("IsDone", [
            [
              eq(committed.done, true),
              () => f.succeed("AlreadyPublished", { status: committed.status, files: committed.files }),
            ],
            [eq(committed.status, "superseded"), () => f.succeed("Superseded", { status: committed.status, files: 0 })],
          ]);
          catalogue(f, run, options);
          if (options.warehouse) refresh(f, committed.refresh);
          f.lambda("Finish", { function: finishStep, input: { run, staged, finish: true } });
          f.succeed("Published", { status: committed.status, files: committed.files });
        },
        ({ step, error, cause }) =>
          f.fail("Failed", { error, cause: text`${step}: ${textField(cause, "errorMessage")}${mark}` }),
      );
    },
    { comment: "Publishes one verified run in one region", timeoutSeconds: 3600 },
  );

function catalogue(f: Builder, run: Expr<Run>, options: RegionFlowOptions): void {
  const register = () => {
    f.lambda("Register", { function: registerStep, input: { run }, as: "registered" });
  };
  const lake = { name: "Lake", crawler: settingRef("lake-crawler"), resource: resourceRef("lake-crawler") };
  if (options.crawl) f.choice("IsCrawled", [[eq(run.catalog, "crawl"), () => crawl(f, lake)]], register);
  else register();
}

/**
 * Runs the dataset's statements one after the other. A statement that is asked for twice, as after a retry, runs once.
 * @see https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ExecuteStatement.html
 */
function refresh(f: Builder, statements: Expr<readonly RefreshStatement[]>): void {
  const workgroup = resourceRef("workgroup");
  const retry = serviceRetries("RedshiftData");
  f.forEach("HasStatement", { list: statements, index: "statement" }, (statement) => {
    const asked = f.task<{ Id: string }>("Refresh", {
      resource: "arn:aws:states:::aws-sdk:redshiftdata:executeStatement",
      arguments: statement,
      retry,
      resources: [workgroup],
      actions: ["redshift-data:ExecuteStatement", "redshift-serverless:GetCredentials"],
      as: "asked",
    });
    const answer = f.poll(
      "IsRefreshed",
      {
        wait: "WaitForRefresh",
        seconds: 1,
        check: () =>
          f.task<{ Status: string; Error?: string }>("DescribeRefresh", {
            resource: "arn:aws:states:::aws-sdk:redshiftdata:describeStatement",
            arguments: { Id: asked.Id },
            retry,
            resources: ["*"],
            as: "answer",
          }),
      },
      ({ Status }) => or(eq(Status, "FINISHED"), eq(Status, "FAILED"), eq(Status, "ABORTED")),
    );
    f.choice("HasRefreshFailed", [
      [
        ne(answer.Status, "FINISHED"),
        () =>
          f.raise({
            step: asked,
            error: text`Warehouse.${answer.Status}`,
            cause: text`${orElse(answer.Error, "no reason given")}`,
          }),
      ],
    ]);
  });
}
