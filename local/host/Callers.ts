import { z } from "zod";
import { warehouseNames } from "../../core/emit/warehouseNames.ts";
import { sha256 } from "../../core/sha256.ts";
import type { Graph } from "../program/Graph.ts";

const operator = "operator";
const trusting = z.object({ assumeRolePolicy: z.string() });
const trust = z.object({
  Statement: z.array(z.object({ Effect: z.string(), Principal: z.object({ AWS: z.string().optional() }) })),
});
const tagged = z.object({ tags: z.object({ RedshiftDbRoles: z.string().optional() }).default({}) });

/**
 * Who an access key belongs to: each role of the program has one, and `operator` is the person at the laptop.
 * A key is derived from its role's ARN, so it is the same in every host of one program. Signatures are not verified.
 */
export class Callers {
  readonly #names = new Map<string, string>([[operator, operator]]);

  /** The database roles of each role that has some. */
  readonly #databaseRoles = new Map<string, readonly string[]>();

  /** ARNs of the roles that their policies let the account's people assume. */
  readonly #open = new Set<string>();

  constructor(graph: Graph) {
    for (const role of graph.ofType("aws:iam/role:Role")) {
      this.#names.set(this.keyOf(String(role.outputs.arn)), role.id);
      if (trusts(role.inputs, graph.accountId)) this.#open.add(String(role.outputs.arn));
      const { RedshiftDbRoles } = tagged.parse(role.inputs).tags;
      this.#databaseRoles.set(role.id, RedshiftDbRoles?.split(":") ?? []);
    }
  }

  /**
   * The roles of a warehouse that a caller comes with: those that the tag `RedshiftDbRoles` of its role names. The
   * operator reads: as if by the IAM role that is there for people, which has the database role `sluice_reader` alone.
   * @see https://docs.aws.amazon.com/redshift/latest/mgmt/redshift-iam-access-federated-db-roles.html
   */
  databaseRolesOf(caller: string): readonly string[] {
    return caller === operator ? [warehouseNames.reader] : (this.#databaseRoles.get(caller) ?? []);
  }

  /** The caller's name: a role's, or `operator`; undefined for an unknown key. */
  nameOf(accessKeyId: string): string | undefined {
    return this.#names.get(accessKeyId);
  }

  keyOf(roleArn: string): string {
    return `AKIA${sha256(roleArn).slice(0, 16).toUpperCase()}`;
  }

  /** The key of a role that trusts the account, as people assume it; undefined for all others. */
  assumedKey(roleArn: string): string | undefined {
    return this.#open.has(roleArn) ? this.keyOf(roleArn) : undefined;
  }
}

function trusts(inputs: unknown, accountId: string): boolean {
  const { Statement } = trust.parse(JSON.parse(trusting.parse(inputs).assumeRolePolicy));
  return Statement.some(({ Effect, Principal: { AWS } }) => Effect === "Allow" && AWS === accountId);
}
