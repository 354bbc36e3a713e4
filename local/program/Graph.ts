import type { Properties, Resource } from "./Resource.ts";

/** What a loaded program declares: every resource, resolved, and the stack's outputs. */
export class Graph {
  readonly project: string;
  readonly stack: string;
  readonly accountId: string;
  readonly defaultRegion: string;
  readonly resources: readonly Resource[];
  /** The stack's outputs, resolved, secrets unwrapped. */
  readonly outputs: Properties;

  constructor(parts: Pick<Graph, "project" | "stack" | "accountId" | "defaultRegion" | "resources" | "outputs">) {
    this.project = parts.project;
    this.stack = parts.stack;
    this.accountId = parts.accountId;
    this.defaultRegion = parts.defaultRegion;
    this.resources = parts.resources;
    this.outputs = parts.outputs;
  }

  /** All resources of one Pulumi type, in the order of registration. */
  ofType(type: string): Resource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** Every region that holds at least one resource, sorted. */
  regions(): string[] {
    const used = this.resources.filter((resource) => !resource.component).map((resource) => resource.region);
    return [...new Set(used)].sort();
  }
}
