import { describe, expect, it } from "vitest";
import { trafficLocations } from "../../datasets/trafficLocations.ts";
import { trafficRaw } from "../../datasets/trafficRaw.ts";
import { transformSql } from "../../jobs/traffic/transformSql.ts";

describe("the transform of traffic", () => {
  it("reads each field of the raw records, and the points and names of locations", () => {
    const words = new Set(transformSql().match(/\w+/g));
    for (const { header } of trafficRaw.columns) expect(words).toContain(header);
    for (const { header } of trafficLocations.columns.slice(0, 2)) expect(words).toContain(header);
  });
});
