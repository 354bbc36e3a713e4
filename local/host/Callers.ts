import { createHash } from "node:crypto";
import type { Graph } from "../program/Graph.ts";

const operator = "operator";

/**
 * Who an access key belongs to: each role of the program has one, and `operator` is the person at the laptop.
 * A key is derived from its role's ARN, so it is the same in every host of one program. Signatures are not verified.
 */
export class Callers {
  readonly #names = new Map<string, string>([[operator, operator]]);

  constructor(graph: Graph) {
    for (const role of graph.ofType("aws:iam/role:Role")) {
      this.#names.set(this.keyOf(String(role.outputs.arn)), role.id);
    }
  }

  /** The caller's name: a role's, or `operator`; undefined for an unknown key. */
  nameOf(accessKeyId: string): string | undefined {
    return this.#names.get(accessKeyId);
  }

  keyOf(roleArn: string): string {
    return `AKIA${createHash("sha256").update(roleArn).digest("hex").slice(0, 16).toUpperCase()}`;
  }
}
