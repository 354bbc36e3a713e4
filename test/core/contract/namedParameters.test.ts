import { describe, expect, it } from "vitest";
import { namedParameters } from "../../../core/contract/namedParameters.ts";

describe("the named parameters of an SQL text", () => {
  it.each([
    ["SELECT * FROM t WHERE a = :source AND b = :run OR c = :source", ["source", "run"]],
    ["SELECT a::int, b:: varchar FROM t", []],
    ["SELECT ':source', 'it''s :run', \":x\" FROM t", []],
    ["SELECT 1 -- :source\n, :run /* :x\n:y */", ["run"]],
    ["SELECT a::date FROM t WHERE a = :day::date", ["day"]],
    ["SELECT ':source", ["source"]],
  ])("%s", (sql, names) => {
    expect(namedParameters(sql)).toEqual(names);
  });
});
