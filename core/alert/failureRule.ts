import { executionPage } from "./consoleLinks.ts";
import { following } from "./following.ts";
import { reportedMarks } from "./reportedMarks.ts";
import { retryCommand } from "./retryCommand.ts";

/** An event of EventBridge made into a text: JSON paths by name, and lines in which `<name>` stands for what is there. */
export interface InputTransformer {
  readonly inputPaths: Readonly<Record<string, string>>;
  readonly inputTemplate: string;
}

/**
 * The events of executions that end badly and that no mail tells of yet: what a machine cannot catch itself, such as a
 * time-out of the execution, an abort or an error of the definition.
 * @param machines ARNs
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export function failurePattern(pipeline: string, machines: readonly string[]): object {
  const unreported = [null, { "anything-but": { suffix: reportedMarks(pipeline) } }];
  return {
    source: ["aws.states"],
    "detail-type": ["Step Functions Execution Status Change"],
    detail: {
      stateMachineArn: [...machines],
      $or: [{ status: ["TIMED_OUT", "ABORTED"] }, { status: ["FAILED"], cause: unreported }],
    },
  };
}

/**
 * The mail of such an event. EventBridge cuts no texts, so that the run is named by its execution; it keeps the quotes
 * that each line of a template must have.
 * @param commandOptions what follows the command that resumes the run: `--stack dev --aws`
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function failureTransformer(pipeline: string, commandOptions?: string): InputTransformer {
  const lines = [
    `Pipeline: ${pipeline}`,
    "Status: <status>",
    "Error: <error>",
    "Cause: <cause>",
    "Run: <name>",
    "Input: <input>",
    `Execution: ${executionPage("<region>")}<execution>`,
    `Resume: ${retryCommand} <name>${following(commandOptions)}`,
  ];
  return {
    inputPaths: {
      region: "$.region",
      status: "$.detail.status",
      error: "$.detail.error",
      cause: "$.detail.cause",
      name: "$.detail.name",
      input: "$.detail.input",
      execution: "$.detail.executionArn",
    },
    inputTemplate: lines.map((line) => JSON.stringify(line)).join("\n"),
  };
}
