/** A statement of an IAM policy of the kind that the program writes. */
export interface Allow {
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** An action on a resource, both as IAM names them. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
}

/**
 * Whether a statement allows an action on a resource. `*` stands for any text, also across colons and slashes, and `?`
 * for one character; actions are compared without regard to case, resources with it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function isAllowed({ Action, Resource }: Allow, { action, resource }: Asked): boolean {
  return Action.some((each) => patternOf(each, "i").test(action)) && isOn(Resource, resource);
}

/** Whether one of these ARNs, wildcards and all, names a resource. */
export function isOn(patterns: readonly string[], resource: string): boolean {
  return patterns.some((each) => patternOf(each, "").test(resource));
}

/**
 * The statements of a policy's text.
 * @throws Error where it says more than which actions on which resources are allowed: this matcher knows no conditions.
 */
export function allowsOf(policy: string): Allow[] {
  const { Statement } = JSON.parse(policy) as { Statement: Record<string, unknown>[] };
  return Statement.map((statement) => {
    const parts = Object.keys(statement).sort().join();
    if (parts === "Action,Effect,Resource" && statement.Effect === "Allow") return statement as unknown as Allow;
    throw new Error(`The matcher does not know such a statement: ${JSON.stringify(statement)}`);
  });
}

function patternOf(text: string, flags: string): RegExp {
  const literal = text.replaceAll(/[\\^$.|+()[\]{}]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`, `${flags}s`);
}
