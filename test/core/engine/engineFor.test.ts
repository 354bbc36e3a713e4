import { describe, expect, test } from "vitest";
import { csv } from "../../../core/contract/csv.ts";
import { t } from "../../../core/contract/t.ts";
import { engineFor } from "../../../core/engine/engineFor.ts";
import { chosenContract as contractOf, suited, transformed } from "./contracts.ts";

const limits = { inlineMaxBytes: 1000, duckdbMaxBytes: 5000 };

describe("the engine of a source", () => {
  test("is inline up to the given size, duckdb from one byte more on, and spark beyond that one's", () => {
    expect([0, 1000, 1001, 5000, 5001].map((size) => engineFor(suited, size, limits))).toEqual([
      "inline",
      "inline",
      "duckdb",
      "duckdb",
      "spark",
    ]);
  });

  test.each([
    ["a decimal", t.decimal(9, 2)],
    ["a bigint", t.bigint().nullable()],
  ])("is never inline where the contract has %s", (_, column) => {
    const contract = contractOf(t.int(), column);
    expect([1, 5000, 5001].map((size) => engineFor(contract, size, limits))).toEqual(["duckdb", "duckdb", "spark"]);
  });

  test("is spark, whatever the size, where the dataset has a transform", () => {
    expect([0, 1, 5001].map((size) => engineFor(transformed, size, limits))).toEqual(["spark", "spark", "spark"]);
  });

  test("is chosen for what a compressed source is likely to expand to", () => {
    const compressed = { ...suited, source: csv({ compression: "gzip" }) };
    expect([125, 126, 625, 626].map((size) => engineFor(compressed, size, limits))).toEqual([
      "inline",
      "duckdb",
      "duckdb",
      "spark",
    ]);
  });

  test("is offered no more than an empty source where its limit is 0", () => {
    expect(engineFor(suited, 1, { inlineMaxBytes: 0, duckdbMaxBytes: 1 })).toBe("duckdb");
    expect(engineFor(suited, 1, { inlineMaxBytes: 0, duckdbMaxBytes: 0 })).toBe("spark");
    expect(engineFor(suited, 0, { inlineMaxBytes: 0, duckdbMaxBytes: 0 })).toBe("inline");
  });
});
