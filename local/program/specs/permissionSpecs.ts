import { z } from "zod";
import type { Graph } from "../Graph.ts";
import { parseInputs } from "./parseInputs.ts";

/** A service of AWS that may invoke a function. */
export interface PermissionSpec {
  /** Of the function. */
  name: string;
  region: string;
  principal: string;
  sourceArn: string | undefined;
  sourceAccount: string | undefined;
}

const inputs = z.strictObject({
  region: z.string().optional(),
  statementId: z.string().optional(),
  function: z.string(),
  action: z.literal("lambda:InvokeFunction"),
  principal: z.string(),
  sourceArn: z.string().optional(),
  sourceAccount: z.string().optional(),
});

/** The permissions to invoke functions that the program gives. */
export function permissionSpecs(graph: Graph): PermissionSpec[] {
  return graph.ofType("aws:lambda/permission:Permission").map((resource) => {
    const { function: named, principal, sourceArn, sourceAccount } = parseInputs(resource, inputs);
    const name = named.split(":").at(named.startsWith("arn:") ? 6 : 0) ?? "";
    return { name, region: resource.region, principal, sourceArn, sourceAccount };
  });
}
