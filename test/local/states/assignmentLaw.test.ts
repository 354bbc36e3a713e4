import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SluiceError } from "../../../core/errors.ts";
import { eq } from "../../../core/flow/conditions.ts";
import type { Expr } from "../../../core/flow/Expr.ts";
import type { FlowBuilder } from "../../../core/flow/FlowBuilder.ts";
import { type Flow, flow } from "../../../core/flow/flow.ts";
import { functionRef } from "../../../core/flow/references.ts";
import { failure, run } from "./fakeHost.ts";

type Input = Record<string, boolean>;
type Statement =
  | { kind: "step" | "attempt"; reads: number }
  | { kind: "choice"; left: Statement[]; right: Statement[] }
  | { kind: "rescue"; body: Statement[]; handler: Statement[] };

const work = functionRef<{ value: unknown }, { value: number }>("work");

/** Writes any program as a flow; a step may read any result or failure that was written before it, wherever. */
class Writer {
  private readonly f: FlowBuilder<Input, undefined>;
  private count = 0;
  private readonly known: Expr<unknown>[] = [];

  constructor(f: FlowBuilder<Input, undefined>) {
    this.f = f;
  }

  all(statements: readonly Statement[]): void {
    for (const statement of statements) this.one(statement, this.count++);
  }

  private one(statement: Statement, number: number): void {
    if (statement.kind === "choice") {
      const { left, right } = statement;
      const taken = this.f.input[`flag${number}`] as Expr<boolean>;
      this.f.choice(`Choice${number}`, [[eq(taken, true), () => this.all(left)]], () => this.all(right));
    } else if (statement.kind === "rescue") {
      this.f.rescue(
        () => this.all([{ kind: "step", reads: 0 }, ...statement.body]),
        (caught) => {
          this.known.push(caught.cause);
          this.all(statement.handler);
        },
        { as: `failure${number}` },
      );
    } else {
      const value = statement.reads === 0 ? null : (this.known[statement.reads % (this.known.length + 1)] ?? null);
      const step = { function: work, input: { value }, retry: [] };
      const result =
        statement.kind === "step" ? this.f.lambda(`Step${number}`, step) : this.f.attempt.lambda(`Step${number}`, step);
      this.known.push(result);
    }
  }
}

const { program } = fc.letrec<{ program: Statement[] }>((tie) => ({
  program: fc.array(
    fc.oneof(
      { maxDepth: 3 },
      fc.record({ kind: fc.constantFrom("step", "attempt"), reads: fc.nat(9) }),
      fc.record({ kind: fc.constant("choice"), left: tie("program"), right: tie("program") }),
      fc.record({ kind: fc.constant("rescue"), body: tie("program"), handler: tie("program") }),
    ) as fc.Arbitrary<Statement>,
    { maxLength: 4 },
  ),
}));

function flowOf(statements: Statement[]): Flow<Input, undefined> | SluiceError {
  try {
    return flow<Input>("any", (f) => {
      new Writer(f).all(statements);
      f.succeed("Done");
    });
  } catch (error) {
    if (error instanceof SluiceError) return error;
    throw error;
  }
}

describe("definite assignment and the interpreter", () => {
  it("agree: no path through an accepted flow reads a variable that is not assigned", async () => {
    const seen = { accepted: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(program, fc.infiniteStream(fc.nat(3)), async (statements, coins) => {
        const written = flowOf(statements);
        if (written instanceof SluiceError) {
          expect(written.code).toBe("flow.unassigned_variable");
          seen.refused++;
          return;
        }
        const definition = written.toAsl({
          functions: { work: "arn:aws:lambda:eu-west-1:000000000000:function:work" },
        });
        const toss = () => coins.next().value;
        const names = Object.keys(definition.States);
        const flags = Object.fromEntries(names.map((name) => [name.replace("Choice", "flag"), toss() < 2]));
        const answers = Object.fromEntries(
          names.map((name) => [name, [toss() > 0 ? { Payload: 1 } : failure("Broken")]]),
        );
        const { events } = await run(definition, flags, answers);
        expect(events.filter(({ type }) => type === "EvaluationFailed")).toEqual([]);
        seen.accepted++;
      }),
      { numRuns: 250 },
    );
    expect(Math.min(seen.accepted, seen.refused)).toBeGreaterThan(5);
  });
});
