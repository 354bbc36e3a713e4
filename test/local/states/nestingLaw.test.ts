import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Expr } from "../../../core/flow/Expr.ts";
import type { FlowBuilder } from "../../../core/flow/FlowBuilder.ts";
import { flow } from "../../../core/flow/flow.ts";
import { functionRef } from "../../../core/flow/references.ts";
import type { Json } from "../../../core/flow/Template.ts";
import type { HistoryEvent } from "../../../local/states/interpret.ts";
import { failure, run } from "./fakeHost.ts";

/** A computation: of a number, of lists of computations done at once, of items; `late` waits first, `broken` fails. */
type Program =
  | { kind: "number"; value: number }
  | { kind: "item" }
  | { kind: "double"; of: Program }
  | { kind: "late"; seconds: number; of: Program }
  | { kind: "both"; parts: Program[] }
  | { kind: "each"; items: number[]; atOnce: number; of: Program }
  | { kind: "broken" };

type Value = number | Value[];

const double = functionRef<{ value: unknown }, Value>("double");
const broken = functionRef<null, Value>("broken");
const doubled = (value: Value): Value => (Array.isArray(value) ? value.map(doubled) : 2 * value);

/** What a computation gives, in plain TypeScript. @throws "Broken" */
function computed(program: Program, item: number): Value {
  switch (program.kind) {
    case "number":
      return program.value;
    case "item":
      return item;
    case "double":
      return doubled(computed(program.of, item));
    case "late":
      return computed(program.of, item);
    case "both":
      return program.parts.map((part) => computed(part, item));
    case "each":
      return program.items.map((each) => computed(program.of, each));
    case "broken":
      throw "Broken";
  }
}

/** Writes a computation as a flow; gives its value. */
class Writer {
  private readonly f: FlowBuilder<unknown, { value: unknown }>;
  private count = 0;

  constructor(f: FlowBuilder<unknown, { value: unknown }>) {
    this.f = f;
  }

  write(program: Program, item: Json): Json {
    const name = `${program.kind}${this.count++}`;
    switch (program.kind) {
      case "number":
        return program.value;
      case "item":
        return item;
      case "double": {
        const value = this.write(program.of, item);
        return this.f.lambda(name, { function: double, input: { value }, retry: [] });
      }
      case "late":
        this.f.wait(name, program.seconds);
        return this.write(program.of, item);
      case "both": {
        const branches = program.parts.map((part) => () => this.write(part, item)) as [() => Json];
        return [...this.f.parallel(name, branches)];
      }
      case "each": {
        const items = this.f.pass(`${name}Items`, program.items) as Expr<number[]>;
        return this.f.map(name, { items, maxConcurrency: program.atOnce }, (each) => this.write(program.of, each));
      }
      case "broken":
        return this.f.lambda(name, { function: broken, input: null, retry: [] });
    }
  }
}

const { program } = fc.letrec<{ program: Program }>((tie) => ({
  program: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("number"), value: fc.integer({ min: -9, max: 9 }) }) },
    { weight: 2, arbitrary: fc.constant({ kind: "item" }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant("double"), of: tie("program") }) },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant("late"), seconds: fc.nat(9), of: tie("program") }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant("both"),
        parts: fc.array(tie("program"), { minLength: 1, maxLength: 3 }),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant("each"),
        items: fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 4 }),
        atOnce: fc.integer({ min: 1, max: 4 }),
        of: tie("program"),
      }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: "broken" }) },
  ) as fc.Arbitrary<Program>,
}));

const arns = {
  functions: {
    double: "arn:aws:lambda:eu-west-1:000000000000:function:double",
    broken: "arn:aws:lambda:eu-west-1:000000000000:function:broken",
  },
};

async function runProgram(written: Program) {
  const definition = flow<unknown, { value: unknown }>("any", (f) => {
    const value = new Writer(f).write(written, 0);
    f.succeed("Done", { value });
  }).toAsl(arns);
  const names = JSON.stringify(definition).match(/(double|broken)\d+/g) ?? [];
  const compute = (call: { arguments: unknown }) => {
    const { value } = (call.arguments as { Payload: { value: Value } }).Payload;
    return { Payload: doubled(value) };
  };
  const answers = names.map((name) => [name, [name.startsWith("double") ? compute : failure("Broken")]]);
  return run(definition, {}, Object.fromEntries(answers));
}

function expected(written: Program): { status: string; value?: Value } {
  try {
    return { status: "SUCCEEDED", value: computed(written, 0) };
  } catch {
    return { status: "FAILED" };
  }
}

/** The name of the state that an event is of, by the chain of the events before it. */
function stateOf(event: HistoryEvent, events: readonly HistoryEvent[]): string | undefined {
  const entered = event.stateEnteredEventDetails;
  if (entered !== undefined) return entered.name;
  const before = events[(event.previousEventId ?? 0) - 1];
  return before === undefined ? undefined : stateOf(before, events);
}

describe("a flow of states within states", () => {
  it("gives what the same computation gives in TypeScript, and its history is one of Step Functions'", async () => {
    const seen = { SUCCEEDED: 0, FAILED: 0 };
    await fc.assert(
      fc.asyncProperty(program, async (written) => {
        const { outcome, events } = await runProgram(written);
        const { status, value } = expected(written);
        expect(outcome.status).toBe(status);
        if (status === "SUCCEEDED") expect(outcome.output).toEqual({ value });
        else expect(outcome.error).toBe("Broken");
        expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
        expect(events.every(({ id = 0, previousEventId = 0 }) => previousEventId < id)).toBe(true);
        const leaf = events.filter(({ type }) => /^(Task|Wait|Succeed|Pass)StateExited$/.test(type ?? ""));
        expect(leaf.map((event) => stateOf(event, events))).toEqual(
          leaf.map(({ stateExitedEventDetails }) => stateExitedEventDetails?.name),
        );
        seen[status as keyof typeof seen]++;
      }),
      { numRuns: 120 },
    );
    expect(Math.min(seen.SUCCEEDED, seen.FAILED)).toBeGreaterThan(3);
  });
});
