import { describe, expect, it } from "vitest";
import { sparkQuery } from "../../../jobs/traffic/sparkQuery.ts";

describe("a query in Spark's dialect", () => {
  it("keeps named parameters, and has Spark's names of functions", () => {
    expect(sparkQuery('SELECT from_iso8601_timestamp(:start) AS "at" FROM "raw"')).toBe(
      "SELECT CAST(:start AS TIMESTAMP) AS `at` FROM `raw`",
    );
  });

  it("is refused where it is no query that Spark's dialect has", () => {
    const refusal = expect.objectContaining({ code: "traffic.not_spark" });
    expect(() => sparkQuery("SELECT FROM WHERE")).toThrow(refusal);
    expect(() => sparkQuery("SELECT 1; SELECT 2")).toThrow(refusal);
  });
});
