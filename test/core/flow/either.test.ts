import validate from "asl-validator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eq } from "../../../core/flow/conditions.ts";
import { flow } from "../../../core/flow/flow.ts";
import { notNull } from "../../../core/flow/notNull.ts";
import { functionRef } from "../../../core/flow/references.ts";
import { failure, run } from "../../local/states/fakeHost.ts";

const work = functionRef<{ n: number }, { n: number }>("work");
const arns = { functions: { work: "arn:aws:lambda:eu-west-1:000000000000:function:work" } };
const answer = (n: number) => ({ Payload: { n } });

const chosen = flow<{ way: string }, { n: number }>("chosen", (f) => {
  const result = f.either(
    "Way",
    [
      [eq(f.input.way, "task"), () => f.lambda("One", { function: work, input: { n: 1 } })],
      [
        eq(f.input.way, "attempt"),
        () => {
          const tried = f.attempt.lambda("Try", { function: work, input: { n: 2 } });
          return f.either(
            "HasFailed",
            [[eq(tried.failed, true), () => f.lambda("Again", { function: work, input: { n: 3 } })]],
            () => notNull(tried.output),
          );
        },
      ],
    ],
    () => f.lambda("Other", { function: work, input: { n: 4 } }),
  );
  f.succeed("Done", { n: result.n });
});

describe("either", () => {
  it.each([
    ["task", ["Way", "One", "Done"], 10],
    ["attempt", ["Way", "Try", "HasFailed", "Done"], 20],
    ["elsewhere", ["Way", "Other", "Done"], 40],
  ])("gives the value of the branch that ran (%s)", async (way, path, n) => {
    const answers = { One: [answer(10)], Try: [answer(20)], Other: [answer(40)] };
    const ran = await run(chosen.toAsl(arns), { way }, answers);
    expect(ran.path).toEqual(path);
    expect(ran.outcome).toEqual({ status: "SUCCEEDED", output: { n } });
  });

  it("gives the value of a branch within a branch", async () => {
    const ran = await run(chosen.toAsl(arns), { way: "attempt" }, { Try: [failure("Bad")], Again: [answer(30)] });
    expect(ran.outcome.output).toEqual({ n: 30 });
  });

  it("is accepted by AWS's schema of the language", () => {
    expect(validate(chosen.toAsl(arns)).errors).toEqual([]);
  });

  it("lets no branch's step be read after it by the step's own name", () => {
    const write = () =>
      flow<{ way: string }, { n: number }>("leaky", (f) => {
        let leaked = f.lambda("Zero", { function: work, input: { n: 0 } });
        f.either(
          "Way",
          [
            [
              eq(f.input.way, "x"),
              () => {
                leaked = f.lambda("One", { function: work, input: { n: 1 } });
                return leaked;
              },
            ],
          ],
          () => f.lambda("Two", { function: work, input: { n: 2 } }),
        );
        f.succeed("Done", { n: leaked.n });
      });
    expect(write).toThrow(expect.objectContaining({ code: "flow.unassigned_variable" }));
  });
});

describe("forEach", () => {
  const each = flow<{ items: { n: number }[] }>("each", (f) => {
    f.lambda("First", { function: work, input: { n: 0 } });
    f.forEach("HasItem", { list: f.input.items }, (item) => {
      f.lambda("Work", { function: work, input: { n: item.n } });
    });
    f.succeed("Done");
  });

  it("runs its body once for each item, in order, also for none and for one", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ n: fc.integer() }), { maxLength: 5 }), async (items) => {
        const ran = await run(each.toAsl(arns), { items }, { First: [answer(0)], Work: [answer(0)] });
        const given = ran.calls
          .filter(({ state }) => state === "Work")
          .map((call) => (call.arguments as { Payload: unknown }).Payload);
        expect(given).toEqual(items);
        expect(ran.outcome.status).toBe("SUCCEEDED");
      }),
      { numRuns: 25 },
    );
  });

  it("is accepted by AWS's schema of the language", () => {
    expect(validate(each.toAsl(arns)).errors).toEqual([]);
  });

  it("has a state before it that starts its count, where it is the first step", async () => {
    const first = flow<{ items: { n: number }[] }>("first", (f) => {
      f.forEach("HasItem", { list: f.input.items }, ({ n }) => {
        f.lambda("Work", { function: work, input: { n } });
      });
      f.succeed("Done");
    });
    const ran = await run(first.toAsl(arns), { items: [{ n: 5 }] }, { Work: [answer(0)] });
    expect(ran.path).toEqual(["HasItemStart", "HasItem", "Work", "HasItem", "Done"]);
  });
});
