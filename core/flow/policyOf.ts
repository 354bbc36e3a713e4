import { allOf, type Node, type TaskNode } from "./Node.ts";
import { isReference, type Reference } from "./references.ts";

/** One statement of an IAM policy, as its JSON. */
export interface PolicyStatement {
  Effect: "Allow";
  Action: string[];
  Resource: string[];
}

/**
 * What the role of a machine with these states must be allowed: no more than its steps name.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html
 */
export function policyOf(nodes: readonly Node[], arnOf: (reference: Reference) => string): PolicyStatement[] {
  const tasks = allOf(nodes).filter((node) => node.kind === "task");
  return merged(tasks.flatMap((task) => statementsOf(task, arnOf)));
}

function statementsOf({ resource, permission }: TaskNode, arnOf: (reference: Reference) => string): PolicyStatement[] {
  const arns = permission.resources.map((named) => (isReference(named) ? arnOf(named) : named));
  const own = allow(
    permission.actions,
    resource.endsWith(":lambda:invoke") ? arns.flatMap((arn) => [arn, `${arn}:*`]) : arns,
  );
  return resource.includes(":states:startExecution.sync") ? [own, ...nestedStatements(arns)] : [own];
}

/** What waiting for a nested execution takes: looking at it, stopping it, and the rule that tells of its end. */
function nestedStatements(machines: readonly string[]): PolicyStatement[] {
  const executions = machines.map((arn) => `${arn.replace(":stateMachine:", ":execution:")}:*`);
  const rules = machines.map((arn) => {
    const [, partition, , region, account] = arn.split(":");
    return `arn:${partition}:events:${region}:${account}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule`;
  });
  return [
    allow(["states:DescribeExecution", "states:StopExecution"], executions),
    allow(["events:PutTargets", "events:PutRule", "events:DescribeRule"], rules),
  ];
}

function allow(actions: readonly string[], resources: readonly string[]): PolicyStatement {
  return { Effect: "Allow", Action: [...actions], Resource: [...new Set(resources)] };
}

/** One statement for each set of actions. */
function merged(statements: readonly PolicyStatement[]): PolicyStatement[] {
  const groups = Map.groupBy(statements, (statement) => statement.Action.join(" "));
  return [...groups.values()].map((group) =>
    allow(
      group[0]?.Action ?? [],
      group.flatMap((statement) => statement.Resource),
    ),
  );
}
