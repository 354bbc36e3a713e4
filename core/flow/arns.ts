import { SluiceError } from "../errors.ts";
import type { Reference, ResourceKind } from "./references.ts";

/** The ARNs of the resources that a flow names, and the texts of its settings. */
export interface Arns {
  readonly functions?: Readonly<Record<string, string>>;
  readonly machines?: Readonly<Record<string, string>>;
  readonly topics?: Readonly<Record<string, string>>;
  readonly resources?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, string>>;
}

/** The names of the resources that a flow needs, sorted. */
export type Uses = Readonly<Record<keyof Arns, readonly string[]>>;

const GROUPS = {
  function: "functions",
  machine: "machines",
  topic: "topics",
  resource: "resources",
  setting: "settings",
} as const satisfies Record<ResourceKind, keyof Arns>;

/** The names of these references, by kind. */
export function usesOf(references: readonly Reference[]): Uses {
  const named = (kind: ResourceKind) =>
    [...new Set(references.filter((reference) => reference.kind === kind).map(({ name }) => name))].sort();
  return {
    functions: named("function"),
    machines: named("machine"),
    topics: named("topic"),
    resources: named("resource"),
    settings: named("setting"),
  };
}

/**
 * Gives the ARN of each reference, or the text of a setting.
 *
 * @throws `flow.missing_arn` where `arns` has none of that name.
 */
export function arnsOf(flow: string, arns: Arns): (reference: Reference) => string {
  return ({ kind, name }) => {
    const group = GROUPS[kind];
    const known = arns[group];
    const arn = known !== undefined && Object.hasOwn(known, name) ? known[name] : undefined;
    if (arn !== undefined) return arn;
    throw new SluiceError("flow.missing_arn", `The ${kind} "${name}" is not given`, {
      where: flow,
      mend: `give ${group}["${name}"]`,
    });
  };
}
