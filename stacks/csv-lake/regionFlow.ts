import type { Run } from "../../core/commit/Run.ts";
import { eq } from "../../core/flow/conditions.ts";
import { flow } from "../../core/flow/flow.ts";
import { functionRef } from "../../core/flow/references.ts";
import { text } from "../../core/flow/text.ts";
import { textField } from "../../core/flow/textField.ts";
import type * as commit from "../../lambdas/commit/handler.ts";
import type * as register from "../../lambdas/register/handler.ts";
import type { StagedRegion } from "../../lambdas/shared/StagedRegion.ts";

/** What a region's machine is started with. */
export interface RegionInput {
  readonly run: Run;
  readonly staged: StagedRegion;
}

/** What a region published. */
export interface RegionOutput {
  readonly status: commit.CommitResult["status"];
  readonly files: number;
  readonly partitions: number;
}

const commitStep = functionRef<commit.CommitInput, commit.CommitResult>("commit");
const registerStep = functionRef<register.RegisterInput, register.RegisterResult>("register");

/** Publishes a verified run in one region: commit, then register its partitions. Any error ends it as failed. */
export const regionFlow = flow<RegionInput, RegionOutput>(
  "csv-lake-region",
  (f) => {
    const { run, staged } = f.input;
    f.choice("IsStaged", [
      [
        eq(staged.status, "failed"),
        () => f.fail("NotStaged", { error: staged.error, cause: text`Convert: ${staged.cause}` }),
      ],
    ]);
    f.rescue(
      () => {
        const committed = f.lambda("Commit", {
          function: commitStep,
          input: { run, manifest: staged.manifest },
          as: "committed",
        });
        f.choice("IsSuperseded", [
          [
            eq(committed.status, "superseded"),
            () => f.succeed("Superseded", { status: committed.status, files: 0, partitions: 0 }),
          ],
        ]);
        const registered = f.lambda("Register", { function: registerStep, input: { run }, as: "registered" });
        f.succeed("Published", {
          status: committed.status,
          files: committed.files,
          partitions: registered.partitions,
        });
      },
      ({ step, error, cause }) =>
        f.fail("Failed", { error, cause: text`${step}: ${textField(cause, "errorMessage")}` }),
    );
  },
  { comment: "Publishes one verified run in one region", timeoutSeconds: 3600 },
);
