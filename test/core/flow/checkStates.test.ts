import validate from "asl-validator";
import { describe, expect, it } from "vitest";
import { eq } from "../../../core/flow/conditions.ts";
import type { FlowBuilder } from "../../../core/flow/FlowBuilder.ts";
import { flow } from "../../../core/flow/flow.ts";
import type { Retry } from "../../../core/flow/Retry.ts";
import { functionRef, topicRef } from "../../../core/flow/references.ts";
import type { TaskStep } from "../../../core/flow/steps.ts";

interface In {
  n: number;
}
type Builder = FlowBuilder<In, undefined>;

const hello = functionRef<{ n: number }, { n: number }>("hello");
const step = (f: Builder, name: string, options: { as?: string; timeoutSeconds?: number; retry?: Retry[] } = {}) =>
  f.lambda(name, { function: hello, input: { n: 1 }, ...options });
const task = (f: Builder, fields: Partial<TaskStep>) => {
  f.task("Call", { resource: "arn:aws:states:::aws-sdk:glue:getTable", arguments: {}, resources: ["*"], ...fields });
  f.succeed("Done");
};
const retrying =
  (...retry: Retry[]) =>
  (f: Builder) => {
    step(f, "Work", { retry });
    f.succeed("Done");
  };
const rescuing = (errors: string[]) => (f: Builder) => {
  f.rescue(
    () => {
      step(f, "Work");
      f.succeed("Done");
    },
    (failure) => f.fail("Failed", { error: failure.error, cause: failure.cause }),
    { errors },
  );
};

const refusals: [code: string, write: (f: Builder) => void][] = [
  ["empty", () => {}],
  ["duplicate_state", (f) => [step(f, "A"), step(f, "A", { as: "b" })]],
  ["duplicate_state", (f) => [step(f, "A"), f.succeed("A")]],
  ["state_name", (f) => f.succeed("x".repeat(81))],
  ["state_name", (f) => f.succeed("")],
  ["unreachable_state", (f) => [f.succeed("Done"), f.succeed("Never")]],
  ["open_end", (f) => step(f, "A")],
  ["open_end", (f) => f.wait("A", 1)],
  ["open_end", (f) => f.choice("A", [[eq(f.input.n, 1), () => f.succeed("Done")]])],
  ["reserved_variable", (f) => [step(f, "States"), f.succeed("Done")]],
  ["reserved_variable", (f) => [step(f, "A", { as: "states" }), f.succeed("Done")]],
  ["variable_name", (f) => [step(f, "1st"), f.succeed("Done")]],
  ["variable_taken", (f) => [step(f, "Get it"), step(f, "getIt"), f.succeed("Done")]],
  [
    "empty_check",
    (f) => f.poll("Done?", { wait: "Wait", seconds: 1, check: () => f.input as never }, () => eq(f.input.n, 1)),
  ],
  [
    "empty_rescue",
    (f) =>
      f.rescue(
        () => {},
        () => f.succeed("Done"),
      ),
  ],
  [
    "raise_outside_rescue",
    (f) => {
      const a = step(f, "A");
      f.choice("B", [[eq(a.n, 1), () => f.raise({ step: a, error: "E", cause: "c" })]]);
    },
  ],
  [
    "raise_outside_choice",
    (f) =>
      f.rescue(
        () => f.raise({ step: step(f, "A"), error: "E", cause: "c" }),
        () => {},
      ),
  ],
  ["seconds", (f) => [f.wait("Wait", 1.5), f.succeed("Done")]],
  ["seconds", (f) => [f.wait("Wait", -1), f.succeed("Done")]],
  ["seconds", (f) => [step(f, "A", { timeoutSeconds: 0 }), f.succeed("Done")]],
  ["retry_empty", retrying({ errors: [] })],
  ["retry_all_alone", retrying({ errors: ["A", "States.ALL"] })],
  ["retry_all_last", retrying({ errors: ["States.ALL"] }, { errors: ["A"] })],
  ["retry_numbers", retrying({ errors: ["A"], intervalSeconds: 0 })],
  ["retry_numbers", retrying({ errors: ["A"], intervalSeconds: 1.5 })],
  ["retry_numbers", retrying({ errors: ["A"], maxAttempts: -1 })],
  ["retry_numbers", retrying({ errors: ["A"], backoffRate: 0.5 })],
  ["catch_empty", rescuing([])],
  ["catch_all_alone", rescuing(["A", "States.ALL"])],
  [
    "integration_arn",
    (f) => task(f, { resource: "arn:aws:states:::aws-sdk:glue:eu-west-1:getTable", actions: ["glue:GetTable"] }),
  ],
  [
    "integration_arn",
    (f) =>
      task(f, { resource: "arn:aws:states:eu-west-1:aws-sdk:glue:getTable" as TaskStep["resource"], actions: ["x"] }),
  ],
  [
    "integration_arn",
    (f) => task(f, { resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken", actions: ["x"] }),
  ],
  [
    "missing_state_machine_arn",
    (f) => task(f, { resource: "arn:aws:states:::states:startExecution.sync:2", arguments: { Input: {} } }),
  ],
  ["missing_state_machine_arn", (f) => task(f, { resource: "arn:aws:states:::aws-sdk:sfn:startExecution" })],
  ["missing_function_name", (f) => task(f, { resource: "arn:aws:states:::lambda:invoke", arguments: { Payload: {} } })],
  ["missing_topic_arn", (f) => task(f, { resource: "arn:aws:states:::sns:publish", arguments: { Message: "m" } })],
  ["actions_unknown", (f) => task(f, { resource: "arn:aws:states:::aws-sdk:s3:headObject" })],
  ["actions_unknown", (f) => task(f, { resource: "arn:aws:states:::sqs:sendMessage" })],
];

describe("a flow that Step Functions would not run to its end", () => {
  it.each(refusals)("is refused with flow.%s: %s", (code, write) => {
    expect(() => flow<In>("refused", write)).toThrow(expect.objectContaining({ code: `flow.${code}` }));
  });

  it("is refused where its time-out is no whole number of seconds", () => {
    expect(() => flow("refused", (f) => f.succeed("Done"), { timeoutSeconds: 0 })).toThrow(
      expect.objectContaining({ code: "flow.seconds" }),
    );
  });

  it("is named in the refusal, with the state and the mend", () => {
    expect(() => flow<In>("greet", (f) => [step(f, "A"), f.succeed("A")])).toThrow(
      'greet: state "A" is the name of two states; give one another name.',
    );
  });

  it("includes what asl-validator accepts: a missing StateMachineArn, the variable states, a region in an SDK ARN", () => {
    const accepted = (fields: object) =>
      validate({
        QueryLanguage: "JSONata",
        StartAt: "A",
        States: { A: { Type: "Task", End: true, ...fields } as never },
      }).errors;
    expect(accepted({ Resource: "arn:aws:states:::states:startExecution.sync:2", Arguments: { Input: {} } })).toEqual(
      [],
    );
    expect(accepted({ Resource: "arn:aws:states:::lambda:invoke", Assign: { states: 1 } })).toEqual([]);
    expect(accepted({ Resource: "arn:aws:states:::aws-sdk:glue:eu-west-1:getTable" })).toEqual([]);
    expect(accepted({ Resource: "arn:aws:states:::lambda:invoke", Arguments: { a: "{% $never.assigned %}" } })).toEqual(
      [],
    );
  });
});

describe("a flow at the limits", () => {
  it("is accepted with a state name of 80 characters, no wait, no retries", () => {
    const accepted = flow<In>("accepted", (f) => {
      step(f, "x".repeat(80), { as: "x", retry: [{ errors: ["States.ALL"], maxAttempts: 0, backoffRate: 1 }] });
      f.wait("Wait", 0);
      f.wait("Wait for it", f.input.n);
      f.publish("Tell", { topic: topicRef("alerts"), message: "m" });
      f.succeed("Done");
    });
    expect(accepted.uses.functions).toEqual(["hello"]);
  });
});
