import { describe, expectTypeOf, it } from "vitest";
import type { Expr } from "../../../core/flow/Expr.ts";
import { flow } from "../../../core/flow/flow.ts";
import { functionRef } from "../../../core/flow/references.ts";
import type { Step } from "../../../core/flow/steps.ts";
import { text } from "../../../core/flow/text.ts";

interface In {
  files: { key: string; bytes: number }[];
}
const rows = functionRef<{ key: string }, { rows: number }>("rows");

describe("the types of states within states", () => {
  it("give each branch its own value", () => {
    flow<In>("typed", (f) => {
      const [counted, said] = f.parallel("Both", [
        () => f.lambda("Count", { function: rows, input: { key: "a" } }),
        () => ({ said: text`so`, times: 2 }),
      ]);
      expectTypeOf(counted.rows).toEqualTypeOf<Expr<number>>();
      expectTypeOf(said.said).toEqualTypeOf<Expr<string>>();
      // @ts-expect-error the first branch has no field "said"
      text`${counted.said}`;
      // @ts-expect-error there are two branches
      f.parallel("Two", [() => 1, () => 2])[2];
      // @ts-expect-error a Parallel has branches
      f.parallel("None", []);
    });
  });

  it("give a map's body the item, and the list of its values", () => {
    flow<In>("typed", (f) => {
      const counted = f.map("Each", { items: f.input.files }, (file, index) => {
        expectTypeOf(file.key).toEqualTypeOf<Expr<string>>();
        expectTypeOf(index).toEqualTypeOf<Expr<number>>();
        // @ts-expect-error an item has no field "rows"
        text`${file.rows}`;
        return f.lambda("Count", { function: rows, input: { key: file.key } });
      });
      expectTypeOf(counted).toEqualTypeOf<Step<{ rows: number }[]>>();
      // @ts-expect-error the input has no list "file"
      f.map("No", { items: f.input.file }, (file) => file);
      // @ts-expect-error a key is no list
      f.map("Key", { items: f.input.files[0].key }, (file) => file);
    });
  });

  it("give what is kept its type", () => {
    flow<In>("typed", (f) => {
      const kept = f.pass("Kept", { files: f.input.files, said: text`so` });
      expectTypeOf(kept.said).toEqualTypeOf<Expr<string>>();
      expectTypeOf(kept.files).toEqualTypeOf<Expr<{ key: string; bytes: number }[]>>();
      // @ts-expect-error nothing of that name is kept
      text`${kept.sad}`;
    });
  });
});
