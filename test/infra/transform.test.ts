import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { transform } from "../../infra/transform.ts";
import type { Graph } from "../../local/program/Graph.ts";
import { loadProgram } from "../../local/program/loadProgram.ts";
import { only } from "../stacks/resources.ts";

const entry = fileURLToPath(new URL("./transformed.ts", import.meta.url));
const tags = { team: "roads" };
let graph: Graph;

beforeAll(async () => {
  graph = await loadProgram({ entry, project: "p", stack: "s", config: { "aws:region": "sa-east-1" } });
});

const inputsOf = (kind: string, name: string) => only(graph, kind, name).inputs;

describe("transform", () => {
  it("leaves the component's arguments as they are where a program gives none", () => {
    const args = { region: "eu-north-1" };
    expect(transform(args, undefined)).toBe(args);
  });

  it("replaces the properties that are given, whole, and keeps the others", () => {
    const args = { region: "eu-north-1", tags: { name: "lake" } };
    expect(transform(args, { tags: { name: "pond" } })).toEqual({ region: "eu-north-1", tags: { name: "pond" } });
    expect(args.tags).toEqual({ name: "lake" });
  });

  it("takes what a function makes of the component's arguments", () => {
    expect(transform({ days: 30 }, ({ days }) => ({ days: 2 * days }))).toEqual({ days: 60 });
  });
});

describe("a component's transform", () => {
  it("gives a function more memory and tracing, its role a boundary and its log more days", () => {
    expect(inputsOf("Function", "fn")).toMatchObject({
      memorySize: 2048,
      tracingConfig: { mode: "Active" },
      timeout: 60,
      handler: "index.handler",
    });
    const { permissionsBoundary, assumeRolePolicy } = inputsOf("Role", "fn");
    expect(permissionsBoundary).toBe("arn:aws:iam::aws:policy/PowerUserAccess");
    expect(assumeRolePolicy).toContain("lambda.amazonaws.com");
    expect(inputsOf("LogGroup", "fn").retentionInDays).toBe(60);
  });

  it("gives a machine tracing, and its role tags beside the database roles that its statements run with", () => {
    expect(inputsOf("StateMachine", "machine")).toMatchObject({ tracingConfiguration: { enabled: true } });
    expect(inputsOf("Role", "machine").tags).toEqual({ ...tags, RedshiftDbRoles: "sluice_refresher" });
  });

  it.each([
    ["Bucket", "landing", { tags }],
    ["Queue", "landing", { tags, visibilityTimeoutSeconds: 30 }],
    ["Queue", "landing-dead", { messageRetentionSeconds: 3600 }],
    ["Bucket", "lake", { tags }],
    [
      "BucketServerSideEncryptionConfiguration",
      "lake",
      { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms" } }] },
    ],
    ["Topic", "alerts", { displayName: "Sluice" }],
    ["CatalogDatabase", "catalog", { description: "Roads", name: "roads" }],
    ["CatalogTable", "catalog-signs", { owner: "roads", name: "signs" }],
    ["CatalogTable", "catalog-signs_rejects", { owner: "roads" }],
    ["Crawler", "crawler", { tags, databaseName: "roads" }],
    ["Role", "crawler", { tags }],
    ["Classifier", "landed-csv-0", { name: "signs", region: "eu-north-1" }],
    ["Namespace", "warehouse", { logExports: ["userlog"], dbName: "sluice" }],
    ["Workgroup", "warehouse", { trackName: "trailing", baseCapacity: 8 }],
    ["UsageLimit", "warehouse", { breachAction: "emit-metric", amount: 64 }],
    ["Role", "warehouse-spectrum", { tags }],
    ["Role", "warehouse-reader", { maxSessionDuration: 7200, tags: { RedshiftDbRoles: "sluice_reader" } }],
    ["SecurityGroup", "warehouse", { tags, ingress: [] }],
  ])("changes a %s (%s), and leaves the rest of it", (kind, name, expected) => {
    expect(inputsOf(kind, name)).toMatchObject({ ...expected });
  });

  it("changes a component that a component holds", () => {
    const [vpc] = graph.ofType("awsx:ec2:Vpc");
    expect(vpc?.inputs).toMatchObject({ cidrBlock: "10.9.0.0/16", numberOfAvailabilityZones: 3 });
  });
});
