import { describe, expect, it } from "vitest";
import { column } from "./results.ts";

describe("a column of a result", () => {
  it.each([
    ["int2", "SMALLINT", "number"],
    ["int4", "INTEGER", "number"],
    ["int8", "BIGINT", "string"],
    ["numeric(9,2)", "DECIMAL(9, 2)", "string"],
    ["numeric(38,38)", "DECIMAL(38, 38)", "string"],
    ["float4", "REAL", "number"],
    ["float8", "DOUBLE", "number"],
    ["bool", "BOOLEAN", "boolean"],
    ["date", "DATE", "string"],
    ["timestamp", "TIMESTAMP", "string"],
    ["timestamptz", "TIMESTAMPTZ", "string"],
    ["varchar", "VARCHAR", "string"],
    ["super", "VARCHAR", "string"],
    ["constructor", "VARCHAR", "string"],
  ])("of %s is %s in Parquet and a %s in JSON", (type, parquet, json) => {
    expect(column("c", type)).toMatchObject({ name: "c", parquet, json });
  });

  it.each(["numeric(0,0)", "numeric(39,2)", "numeric(2,3)"])(
    "of %s, which no decimal is, is text in Parquet",
    (type) => {
      expect(column("c", type).parquet).toBe("VARCHAR");
    },
  );
});
