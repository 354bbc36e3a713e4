import { describe, expect, test } from "vitest";
import { engines } from "../../../core/commit/Run.ts";
import { t } from "../../../core/contract/t.ts";
import { requireEngine } from "../../../core/engine/requireEngine.ts";
import { chosenContract, suited, transformed } from "./contracts.ts";

describe("an engine that is asked for", () => {
  test.each(engines)("may be %s where the contract suits it", (engine) => {
    expect(() => requireEngine(suited, engine)).not.toThrow();
  });

  test("is refused where it is inline and cannot write a column, and the others are named", () => {
    expect(() => requireEngine(chosenContract(t.int(), t.decimal(9, 2)), "inline")).toThrow(
      expect.objectContaining({
        code: "engine.unfit",
        message:
          'chosen: The engine inline cannot write "columnB", a decimal; choose duckdb or spark, or leave the choice to size and contract.',
      }),
    );
  });

  test.each(["inline", "duckdb"] as const)("is refused where it is %s and the dataset has a transform", (engine) => {
    expect(() => requireEngine(transformed, engine)).toThrow(
      `changed: The engine ${engine} cannot run the transform "some_change"; choose spark,`,
    );
  });

  test("is never refused where it is spark", () => {
    for (const contract of [suited, transformed, chosenContract(t.decimal(38, 38), t.bigint())]) {
      expect(() => requireEngine(contract, "spark")).not.toThrow();
    }
  });
});
