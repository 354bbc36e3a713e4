import { describe, expect, it } from "vitest";
import { flow } from "../../../core/flow/flow.ts";
import { resourceRef } from "../../../core/flow/references.ts";
import { arns } from "./examples/arns.ts";
import { mainFlow } from "./examples/mainFlow.ts";

const lambda = (name: string) => `arn:aws:lambda:eu-west-1:000000000000:function:${name}`;

describe("the policy of a flow", () => {
  it("allows what its steps do on the resources that they name, and nothing else", () => {
    const functions = ["convert-duckdb", "verify", "far-region"].map(lambda);
    expect(mainFlow.policy(arns)).toEqual([
      { Effect: "Allow", Action: ["lambda:InvokeFunction"], Resource: functions.flatMap((arn) => [arn, `${arn}:*`]) },
      { Effect: "Allow", Action: ["states:StartExecution"], Resource: [arns.machines["region-near"]] },
      {
        Effect: "Allow",
        Action: ["states:DescribeExecution", "states:StopExecution"],
        Resource: ["arn:aws:states:eu-west-1:000000000000:execution:region-near:*"],
      },
      {
        Effect: "Allow",
        Action: ["events:PutTargets", "events:PutRule", "events:DescribeRule"],
        Resource: ["arn:aws:events:eu-west-1:000000000000:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule"],
      },
      { Effect: "Allow", Action: ["sns:Publish"], Resource: [arns.topics.alerts] },
    ]);
  });

  it("allows an SDK call by its IAM name on the declared resources", () => {
    const called = flow("called", (f) => {
      f.task("Register", {
        resource: "arn:aws:states:::aws-sdk:glue:batchCreatePartition",
        arguments: { DatabaseName: "lake", TableName: "t", PartitionInputList: [] },
        resources: [resourceRef("table"), "arn:aws:glue:eu-west-1:000000000000:catalog"],
      });
      f.task("Describe", {
        resource: "arn:aws:states:::aws-sdk:redshiftdata:describeStatement",
        arguments: { Id: "1" },
        resources: ["*"],
      });
      f.task("Look", {
        resource: "arn:aws:states:::aws-sdk:s3:headObject",
        arguments: { Bucket: "b", Key: "k" },
        actions: ["s3:GetObject"],
        resources: ["arn:aws:s3:::b/*"],
      });
      f.succeed("Done");
    });
    const table = "arn:aws:glue:eu-west-1:000000000000:table/lake/t";
    expect(called.uses.resources).toEqual(["table"]);
    expect(called.policy({ resources: { table } })).toEqual([
      {
        Effect: "Allow",
        Action: ["glue:BatchCreatePartition"],
        Resource: [table, "arn:aws:glue:eu-west-1:000000000000:catalog"],
      },
      { Effect: "Allow", Action: ["redshift-data:DescribeStatement"], Resource: ["*"] },
      { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::b/*"] },
    ]);
  });
});
