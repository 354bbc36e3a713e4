import { beforeAll, describe, expect, it } from "vitest";
import type { Graph } from "../../local/program/Graph.ts";
import { loadStack } from "./loadStack.ts";
import { ofKind } from "./resources.ts";

const near = "eu-central-1";
let graph: Graph;

beforeAll(async () => {
  graph = await loadStack({ "aws:region": near, "sluice:warehouse": "none" });
});

describe("a stack of one region, without warehouses", () => {
  it("has nothing anywhere else", () => {
    expect(graph.regions()).toEqual([near]);
    expect(Object.keys(graph.outputs.lakes as object)).toEqual([near]);
    expect(graph.outputs.warehouses).toEqual({});
  });

  it("has the machine that publishes, and no function that reaches another region", () => {
    const names = (kind: string) => ofKind(graph, kind).map(({ name }) => name);
    expect(names("StateMachine").sort()).toEqual(["csv-lake", "csv-lake-near", "csv-lake-near-failures-ended"]);
    expect(names("Function")).not.toContain("csv-lake-far-region");
    for (const { inputs } of ofKind(graph, "StateMachine")) {
      expect(String(inputs.definition)).not.toMatch(/Far|redshift/);
    }
  });

  it("has no network, namespace or workgroup", () => {
    for (const kind of ["Vpc", "SecurityGroup", "Namespace", "Workgroup", "UsageLimit", "Statement"]) {
      expect(ofKind(graph, kind), kind).toEqual([]);
    }
  });
});
