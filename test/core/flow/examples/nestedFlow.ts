import { eq } from "../../../../core/flow/conditions.ts";
import { flow } from "../../../../core/flow/flow.ts";
import { functionRef, machineRef } from "../../../../core/flow/references.ts";
import { text } from "../../../../core/flow/text.ts";

interface Input {
  readonly day: string;
  readonly sources: readonly { readonly key: string; readonly bytes: number }[];
}

interface Output {
  readonly rows: readonly number[];
  readonly near: string;
}

const convert = functionRef<{ key: string; day: string; position: number }, { rows: number }>("convert-duckdb");
const verify = functionRef<{ rows: readonly { rows: number; key: string }[] }, { rows: number[] }>("verify");
const region = machineRef<{ run: string }, { status: string }>("region-near");

/** Every state that runs others within it, with what it reads from outside and from the item, rescued as a whole. */
export const nestedFlow = flow<Input, Output>("nested", (f) => {
  f.rescue(
    () => {
      const day = f.pass("Day", text`day-${f.input.day}`);
      const converted = f.map("Each", { items: f.input.sources, maxConcurrency: 4 }, (source, index) => {
        const result = f.lambda("Convert", {
          function: convert,
          input: { key: source.key, day, position: index },
          retry: [{ errors: ["Throttled"], intervalSeconds: 2, maxDelaySeconds: 60, jitter: "full" }],
        });
        return { rows: result.rows, key: source.key };
      });
      const [near, verified] = f.parallel(
        "Both",
        [
          () => {
            const done = f.execution("Publish", { machine: region, input: { run: day } });
            f.choice("Published?", [
              [eq(done.status, "failed"), () => f.fail("NotPublished", { error: "Publish", cause: day })],
            ]);
            return done;
          },
          () => f.lambda("Verify", { function: verify, input: { rows: converted } }),
        ],
        { retry: [{ errors: ["Publish"], maxAttempts: 1 }] },
      );
      f.succeed("Done", { rows: verified.rows, near: near.status });
    },
    ({ step, error, cause }) => f.fail("Failed", { error, cause: text`${step}: ${cause}` }),
  );
});
