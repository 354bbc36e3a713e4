import { z } from "zod";
import type { Graph } from "../Graph.ts";
import type { Resource } from "../Resource.ts";
import { parseInputs } from "./parseInputs.ts";

/** A Redshift Serverless workgroup, with what its deployment runs in it. */
export interface WarehouseSpec {
  readonly region: string;
  readonly workgroup: string;
  readonly workgroupArn: string;
  readonly namespace: string;
  /** The namespace's first database. */
  readonly database: string;
  /** The secret of the namespace's administrator; undefined where the program manages the password itself. */
  readonly adminSecretArn: string | undefined;
  /** In the order in which they are to run. */
  readonly setup: readonly SetupStatement[];
}

/** A statement that the program has the administrator run. */
export interface SetupStatement {
  /** The resource's name. */
  readonly name: string;
  readonly sql: string;
}

const namespaceInputs = z.object({ dbName: z.string().default("dev") });
const workgroupInputs = z.object({ namespaceName: z.string() });
const parameter = z.object({ name: z.string(), value: z.string() });
const statementInputs = z.object({
  workgroupName: z.string(),
  clusterIdentifier: z.undefined().optional(),
  database: z.string(),
  sql: z.string(),
  parameters: z.array(parameter).max(0, "the local host runs setup without parameters").optional(),
});

/** The warehouses of the program; their statements stand in the order of registration, which is that of dependence. */
export function warehouseSpecs(graph: Graph): WarehouseSpec[] {
  const namespaces = graph.ofType("aws:redshiftserverless/namespace:Namespace");
  const statements = graph.ofType("aws:redshiftdata/statement:Statement");
  return graph.ofType("aws:redshiftserverless/workgroup:Workgroup").map((resource) => {
    const { namespaceName } = parseInputs(resource, workgroupInputs);
    const isOwn = ({ outputs, region }: Resource) =>
      outputs.namespaceName === namespaceName && region === resource.region;
    const namespace = namespaces.find(isOwn);
    const secret = namespace?.outputs.adminPasswordSecretArn;
    const workgroup = String(resource.outputs.workgroupName);
    return {
      region: resource.region,
      workgroup,
      workgroupArn: String(resource.outputs.arn),
      namespace: namespaceName,
      database: namespace === undefined ? "dev" : parseInputs(namespace, namespaceInputs).dbName,
      adminSecretArn: typeof secret === "string" ? secret : undefined,
      setup: statements.flatMap((statement) => setupOf(statement, workgroup, resource.region)),
    };
  });
}

function setupOf(resource: Resource, workgroup: string, region: string): SetupStatement[] {
  const { workgroupName, sql } = parseInputs(resource, statementInputs);
  return workgroupName === workgroup && resource.region === region ? [{ name: resource.name, sql }] : [];
}
