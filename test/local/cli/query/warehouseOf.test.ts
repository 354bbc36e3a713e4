import { describe, expect, it } from "vitest";
import { warehouseOf } from "../../../../local/cli/query/warehouseOf.ts";

const outputs = {
  landingBucket: "landing",
  lakes: { "eu-west-1": "near", "us-east-1": "far" },
  databases: {},
  mainMachine: "arn:aws:states:eu-west-1:000000000000:stateMachine:main",
};
const near = { workgroup: "near", database: "sluice" };
const warehouses = { "us-east-1": { workgroup: "far", database: "sluice" }, "eu-west-1": near };

describe("the warehouse of a query", () => {
  it("is that of the region asked for, or else of the near one", () => {
    expect(warehouseOf({ ...outputs, warehouses }, undefined)).toEqual({ ...near, region: "eu-west-1" });
    expect(warehouseOf({ ...outputs, warehouses }, "us-east-1")).toMatchObject({
      workgroup: "far",
      region: "us-east-1",
    });
  });

  it.each(["eu-west-2", "constructor", ""])("is not found in region %j, and the error names the regions", (region) => {
    expect(() => warehouseOf({ ...outputs, warehouses }, region)).toThrow(
      expect.objectContaining({
        code: "cli.unknown_region",
        mend: "give --region us-east-1 or eu-west-1",
      }),
    );
  });

  it.each([outputs, { ...outputs, warehouses: {} }])(
    "is refused by a stack without one, which is told how to have it",
    (none) => {
      expect(() => warehouseOf(none, undefined)).toThrow(
        expect.objectContaining({ code: "cli.no_warehouse", message: expect.stringContaining("sluice:warehouse") }),
      );
    },
  );
});
