import { beforeAll, describe, expect, it } from "vitest";
import { Graph } from "../../../local/program/Graph.ts";
import type { Properties, Resource } from "../../../local/program/Resource.ts";
import { warehouseSpecs } from "../../../local/program/specs/warehouseSpecs.ts";

const secret = "arn:aws:secretsmanager:eu-west-1:000000000000:secret:space";
const arn = "arn:aws:redshift-serverless:eu-west-1:000000000000:workgroup/1";
let order = 0;

function resource(type: string, region: string, inputs: Properties, outputs: Properties = {}): Resource {
  order += 1;
  const name = `resource-${order}`;
  return {
    urn: name,
    type,
    name,
    parent: undefined,
    component: false,
    region,
    id: name,
    inputs,
    outputs: { ...inputs, ...outputs },
  };
}

const namespace = (region: string, inputs: Properties = {}) =>
  resource(
    "aws:redshiftserverless/namespace:Namespace",
    region,
    { namespaceName: "space", ...inputs },
    { adminPasswordSecretArn: secret },
  );
const workgroup = (region: string) =>
  resource(
    "aws:redshiftserverless/workgroup:Workgroup",
    region,
    { namespaceName: "space" },
    { workgroupName: "group", arn },
  );
const statement = (region: string, sql: string, inputs: Properties = {}) =>
  resource("aws:redshiftdata/statement:Statement", region, {
    workgroupName: "group",
    database: "sluice",
    sql,
    ...inputs,
  });

function graphOf(...resources: Resource[]): Graph {
  return new Graph({
    project: "p",
    stack: "s",
    accountId: "000000000000",
    defaultRegion: "eu-west-1",
    resources,
    outputs: {},
  });
}

beforeAll(() => {
  order = 0;
});

describe("the warehouses of a program", () => {
  it("have their namespace's database and secret, and their own statements in order", () => {
    const graph = graphOf(
      namespace("eu-west-1", { dbName: "sluice" }),
      workgroup("eu-west-1"),
      statement("eu-west-1", "select 1"),
      statement("eu-central-1", "select 2"),
      statement("eu-west-1", "select 3", { workgroupName: "other" }),
      statement("eu-west-1", "select 4"),
    );
    expect(warehouseSpecs(graph)).toEqual([
      {
        region: "eu-west-1",
        workgroup: "group",
        workgroupArn: arn,
        namespace: "space",
        database: "sluice",
        adminSecretArn: secret,
        setup: [
          { name: "resource-3", sql: "select 1" },
          { name: "resource-6", sql: "select 4" },
        ],
      },
    ]);
  });

  it("are those of their region, and have Redshift's first database where none is named", () => {
    const graph = graphOf(namespace("eu-central-1", { dbName: "far" }), namespace("eu-west-1"), workgroup("eu-west-1"));
    expect(warehouseSpecs(graph)).toMatchObject([{ region: "eu-west-1", database: "dev", setup: [] }]);
  });

  it("run no statement of a cluster, and none with parameters", () => {
    const bad = statement("eu-west-1", "select :a", { parameters: [{ name: "a", value: "1" }] });
    for (const each of [bad, statement("eu-west-1", "select 1", { clusterIdentifier: "c" })]) {
      const graph = graphOf(namespace("eu-west-1"), workgroup("eu-west-1"), each);
      expect(() => warehouseSpecs(graph)).toThrow(expect.objectContaining({ code: "program.unsupported_input" }));
    }
  });
});
