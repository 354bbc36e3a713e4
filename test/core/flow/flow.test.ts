import validate from "asl-validator";
import { describe, expect, it } from "vitest";
import { eq } from "../../../core/flow/conditions.ts";
import { flow } from "../../../core/flow/flow.ts";
import { functionRef, topicRef } from "../../../core/flow/references.ts";
import { arns } from "./examples/arns.ts";
import { mainFlow } from "./examples/mainFlow.ts";
import { regionFlow } from "./examples/regionFlow.ts";

const hello = functionRef<{ name: string }, { greeting: string }>("hello");
const helloArn = { functions: { hello: "arn:aws:lambda:eu-west-1:000000000000:function:hello" } };

const examples = [mainFlow, regionFlow];

describe("a flow", () => {
  it.each(examples)("renders $name as its golden file", async (example) => {
    const text = `${JSON.stringify(example.toAsl(arns), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(`../../golden/flow/${example.name}.asl.json`);
  });

  it.each(examples)("renders $name without complaint from asl-validator", (example) => {
    const { errors } = validate(example.toAsl(arns));
    expect(errors).toEqual([]);
  });

  it("says which resources it needs", () => {
    expect(mainFlow.uses).toEqual({
      functions: ["convert-duckdb", "far-region", "verify"],
      machines: ["region-near"],
      topics: ["alerts"],
      resources: [],
      settings: [],
    });
  });

  it("refuses to render without an ARN that it needs", () => {
    expect(() => mainFlow.toAsl({ ...arns, topics: {} })).toThrow(
      expect.objectContaining({ code: "flow.missing_arn", where: "csv-lake-main", mend: 'give topics["alerts"]' }),
    );
    expect(() => mainFlow.policy({ ...arns, machines: {} })).toThrow(
      expect.objectContaining({ code: "flow.missing_arn" }),
    );
  });

  it("does not take an inherited property for an ARN", () => {
    const odd = flow("odd", (f) => {
      f.lambda("Odd", { function: functionRef<null, null>("toString"), input: null });
      f.succeed("Done");
    });
    expect(() => odd.toAsl({ functions: {} })).toThrow(expect.objectContaining({ code: "flow.missing_arn" }));
  });

  it("keeps the result of a step only where something reads it", () => {
    const greet = flow<{ name: string }>("greet", (f) => {
      f.lambda("Unread", { function: hello, input: { name: f.input.name } });
      const read = f.lambda("Read", { function: hello, input: { name: "you" } });
      f.lambda("Last", { function: hello, input: { name: read.greeting } });
      f.succeed("Done");
    });
    const { States } = greet.toAsl(helloArn);
    expect(States.Unread).not.toHaveProperty("Assign");
    expect(States.Read).toMatchObject({ Assign: { read: "{% $states.result.Payload %}" } });
  });

  it("passes a literal text that looks like an expression as a text, and what asl-validator does not take as one", () => {
    const odd = flow("odd", (f) => {
      f.publish("Tell", { topic: topicRef("alerts"), subject: "{% 1 + 1 %}", message: "" });
      f.fail("Failed", { error: "two\nlines", cause: "100 %}" });
    });
    const definition = odd.toAsl(arns);
    expect(definition.States.Tell).toMatchObject({
      Arguments: { Subject: '{% "{% 1 + 1 %}" %}', Message: '{% "" %}' },
    });
    expect(definition.States.Failed).toMatchObject({ Error: '{% "two\\nlines" %}', Cause: '{% "100 %}" %}' });
    expect(validate(definition).errors).toEqual([]);
  });

  it("cuts a subject at the 100 characters that SNS takes", () => {
    const told = flow<{ title: string }>("told", (f) => {
      f.publish("Literal", { topic: topicRef("alerts"), subject: "x".repeat(200), message: "m" });
      f.publish("Known later", { topic: topicRef("alerts"), subject: f.input.title, message: "m" });
      f.succeed("Done");
    });
    const { States } = told.toAsl(arns);
    expect(States.Literal).toMatchObject({ Arguments: { Subject: "x".repeat(100) } });
    expect(States["Known later"]).toMatchObject({
      Arguments: { Subject: "{% $substring($states.context.Execution.Input.title, 0, 100) %}" },
    });
  });

  it("sends errors of a nested rescue to the innermost handler first", () => {
    const nested = flow<{ name: string }>("nested", (f) => {
      f.rescue(
        () => {
          f.rescue(
            () => f.lambda("Work", { function: hello, input: { name: f.input.name } }),
            () => f.wait("Calm down", 5),
            { as: "throttled", errors: ["Throttled"] },
          );
          f.succeed("Done");
        },
        (failure) => f.fail("Failed", { error: failure.error, cause: failure.cause }),
      );
    });
    expect(nested.toAsl(helloArn).States.Work).toMatchObject({
      Catch: [
        { ErrorEquals: ["Throttled"], Next: "Calm down" },
        { ErrorEquals: ["States.ALL"], Next: "Failed" },
      ],
    });
  });

  it("gives the default way of a choice its own assignment", () => {
    const chosen = flow<{ kind: string }>("chosen", (f) => {
      f.rescue(
        () => {
          const step = f.lambda("Work", { function: hello, input: { name: "x" } });
          f.choice("Kind?", [[eq(f.input.kind, "good"), () => f.succeed("Done")]], () =>
            f.raise({ step, error: "Bad", cause: f.input.kind }),
          );
        },
        (failure) => f.fail("Failed", { error: failure.error, cause: failure.cause }),
      );
    });
    expect(chosen.toAsl(helloArn).States["Kind?"]).toEqual({
      Type: "Choice",
      Choices: [{ Condition: '{% $states.context.Execution.Input.kind = "good" %}', Next: "Done" }],
      Assign: { failure: { step: "Work", error: "Bad", cause: "{% $states.context.Execution.Input.kind %}" } },
      Default: "Failed",
    });
  });
});
