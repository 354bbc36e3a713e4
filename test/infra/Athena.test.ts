import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { Graph } from "../../local/program/Graph.ts";
import { loadProgram } from "../../local/program/loadProgram.ts";
import { athenaSpecs } from "../../local/program/specs/athenaSpecs.ts";
import { isAllowed } from "../e2e/isAllowed.ts";

const entry = fileURLToPath(new URL("./athena.ts", import.meta.url));
let graph: Graph;

beforeAll(async () => {
  graph = await loadProgram({ entry, project: "p", stack: "s", config: { "aws:region": "sa-east-1" } });
});

const account = "000000000000";

function mayDo(policy: unknown, action: string, resource: string): boolean {
  const asked = { action, resource };
  return JSON.parse(String(policy)).Statement.some((allow: Parameters<typeof isAllowed>[0]) => isAllowed(allow, asked));
}

describe("Athena", () => {
  it("is a workgroup of engine version 3 whose results go to one place, whatever a query says", () => {
    const [queries, bounded] = graph.ofType("aws:athena/workgroup:Workgroup");
    expect(queries?.region).toBe("eu-north-1");
    expect(queries?.inputs.configuration).toEqual({
      enforceWorkgroupConfiguration: true,
      engineVersion: { selectedEngineVersion: "Athena engine version 3" },
      resultConfiguration: { outputLocation: `s3://${graph.outputs.bucket}/athena-results/` },
    });
    expect(bounded?.inputs).toMatchObject({
      description: "bounded",
      configuration: {
        bytesScannedCutoffPerQuery: 20_000_000_000,
        resultConfiguration: { outputLocation: `s3://${graph.outputs.bucket}/answers/` },
      },
    });
  });

  it("is known to the local host with its place of results and its bound", () => {
    const [queries, bounded] = athenaSpecs(graph);
    expect(queries).toMatchObject({ arn: graph.outputs.workgroupArn, isEnforced: true, bytesScannedCutoff: undefined });
    expect(queries?.outputLocation).toBe(graph.outputs.resultLocation);
    expect(bounded?.bytesScannedCutoff).toBe(20_000_000_000);
  });
});

describe("queryPermissions", () => {
  const glue = `arn:aws:glue:eu-north-1:${account}`;
  const asked = (lake: unknown): [action: string, resource: string, reader: boolean, writer: boolean][] => [
    ["athena:StartQueryExecution", String(graph.outputs.workgroupArn), true, true],
    ["athena:StartQueryExecution", `arn:aws:athena:eu-north-1:${account}:workgroup/primary`, false, false],
    ["glue:GetPartitions", `${glue}:table/traffic/raw`, true, true],
    ["glue:GetTable", `${glue}:catalog`, true, true],
    ["glue:GetTable", `${glue}:table/traffic/speeds`, false, true],
    ["glue:BatchCreatePartition", `${glue}:table/traffic/speeds`, false, true],
    ["glue:BatchCreatePartition", `${glue}:table/traffic/raw`, false, false],
    ["s3:ListBucket", String(lake), true, true],
    ["s3:GetObject", `${lake}/raw/a.csv.gz`, true, true],
    ["s3:PutObject", `${lake}/athena-results/a.csv`, true, true],
    ["s3:PutObject", `${lake}/speeds/a`, false, true],
    ["s3:PutObject", `${lake}/raw/a`, false, false],
    ["s3:GetObject", `${lake}/other/a`, false, false],
  ];

  it("lets a reader read its tables and write results, and a writer insert into its own tables alone", () => {
    const { lakeArn, reader, writer } = graph.outputs;
    const expected = asked(lakeArn);
    const found = expected.map(([action, resource]) => [
      action,
      resource,
      mayDo(reader, action, resource),
      mayDo(writer, action, resource),
    ]);
    expect(found).toEqual(expected);
  });
});
