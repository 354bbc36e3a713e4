import { isExpr } from "./Expr.ts";
import type { Graph } from "./Graph.ts";
import { allOf, edgesOf, type MapNode, type Node, type TaskNode } from "./Node.ts";

type Complaint = [code: string, what: string, mend: string];

const NAME_LIMIT = 80;
const INTEGRATION =
  /^arn:aws:states:::(aws-sdk:[a-z0-9]+:[a-z][A-Za-z0-9]*|[a-z][a-z0-9-]*:[a-z][A-Za-z0-9]*(\.sync(:2)?)?)$/;

/** Arguments without which an integration fails only once it runs; one of each list must be there. */
const REQUIRED: readonly [integration: RegExp, names: readonly string[], code: string][] = [
  [/:states:startExecution/, ["StateMachineArn"], "missing_state_machine_arn"],
  [/:aws-sdk:sfn:startExecution$/, ["StateMachineArn"], "missing_state_machine_arn"],
  [/:lambda:invoke$/, ["FunctionName"], "missing_function_name"],
  [/:glue:startJobRun/, ["JobName"], "missing_job_name"],
  [/:sns:publish$/, ["TopicArn", "TargetArn", "PhoneNumber"], "missing_topic_arn"],
];

/**
 * Refuses states that Step Functions, or the rules of a flow, would refuse.
 *
 * @throws `flow.empty`, `flow.state_name`, `flow.open_end`, `flow.retry_*`, `flow.catch_*`, `flow.integration_arn`,
 * `flow.missing_*`, `flow.seconds`, `flow.concurrency`
 */
export function checkStates(graph: Graph, timeoutSeconds: number | undefined): void {
  if (graph.nodes.length === 0) throw graph.error("empty", graph.flow, "has no steps", "write at least f.succeed");
  const found = allOf(graph.nodes).flatMap((node) => complaintsOf(node).map((complaint) => ({ node, complaint })));
  for (const { node, complaint } of found) throw graph.error(complaint[0], node.name, complaint[1], complaint[2]);
  if (timeoutSeconds !== undefined && !isWhole(timeoutSeconds, 1))
    throw graph.error("seconds", graph.flow, `times out after ${timeoutSeconds} seconds`, "give a whole number from 1");
}

function complaintsOf(node: Node): Complaint[] {
  return [
    ...nameOf(node),
    ...endsOf(node),
    ...("retry" in node ? handlingOf(node) : []),
    ...(node.kind === "task" ? taskOf(node) : []),
    ...(node.kind === "map" ? concurrencyOf(node) : []),
    ...(node.kind === "wait" ? secondsOf(node.seconds, 0) : []),
  ];
}

function nameOf({ name }: Node): Complaint[] {
  if (name !== "" && [...name].length <= NAME_LIMIT) return [];
  return [["state_name", `has a name of ${[...name].length} characters`, `name it with 1 to ${NAME_LIMIT}`]];
}

function endsOf(node: Node): Complaint[] {
  const open = edgesOf(node).some((edge) => edge.to === undefined);
  return open ? [["open_end", "can be left with nothing after it", "end the flow with f.succeed or f.fail"]] : [];
}

function handlingOf({ retry, catchers }: Pick<TaskNode, "retry" | "catchers">): Complaint[] {
  const lists = [
    { code: "retry", errors: retry.map(({ errors }) => errors) },
    { code: "catch", errors: catchers.map(({ errors }) => errors) },
  ];
  return [...lists.flatMap(({ code, errors }) => orderOf(code, errors)), ...retry.flatMap(retryOf)];
}

function concurrencyOf({ maxConcurrency }: MapNode): Complaint[] {
  if (maxConcurrency === undefined || isExpr(maxConcurrency)) return [];
  if (typeof maxConcurrency === "number" && isWhole(maxConcurrency, 1) && maxConcurrency <= 40) return [];
  return [["concurrency", `runs ${String(maxConcurrency)} items at once`, "give a whole number from 1 to 40"]];
}

function taskOf(task: TaskNode): Complaint[] {
  return [...integrationOf(task), ...(task.timeoutSeconds === undefined ? [] : secondsOf(task.timeoutSeconds, 1))];
}

function integrationOf(task: TaskNode): Complaint[] {
  if (!INTEGRATION.test(task.resource)) {
    return [
      [
        "integration_arn",
        `calls ${task.resource}, which is no service integration`,
        "write arn:aws:states:::aws-sdk:service:action, without a region",
      ],
    ];
  }
  return REQUIRED.filter(
    ([integration, names]) =>
      integration.test(task.resource) && !names.some((name) => task.arguments[name] !== undefined),
  ).map(([, names, code]) => [
    code,
    `calls ${task.resource} without ${names.join(" or ")}`,
    "give it in the arguments",
  ]);
}

function orderOf(code: string, lists: readonly (readonly string[])[]): Complaint[] {
  const complaints: Complaint[] = [];
  if (lists.some((errors) => errors.length === 0))
    complaints.push([`${code}_empty`, `has a ${code} for no error`, "name the errors"]);
  if (lists.some((errors) => errors.includes("States.ALL") && errors.length > 1)) {
    complaints.push([
      `${code}_all_alone`,
      `names States.ALL beside other errors in a ${code}`,
      "let States.ALL stand alone",
    ]);
  }
  if (lists.slice(0, -1).some((errors) => errors.includes("States.ALL"))) {
    complaints.push([`${code}_all_last`, `has a ${code} after that of States.ALL`, "put States.ALL last"]);
  }
  return complaints;
}

function retryOf({
  intervalSeconds = 1,
  maxAttempts = 3,
  backoffRate = 2,
  maxDelaySeconds,
}: TaskNode["retry"][number]): Complaint[] {
  const delayed = maxDelaySeconds === undefined || (isWhole(maxDelaySeconds, 1) && maxDelaySeconds > intervalSeconds);
  if (isWhole(intervalSeconds, 1) && isWhole(maxAttempts, 0) && backoffRate >= 1 && delayed) return [];
  const longest = maxDelaySeconds === undefined ? "" : `, at most ${maxDelaySeconds} s`;
  const numbers = `${intervalSeconds} s${longest}, ${maxAttempts} attempts, rate ${backoffRate}`;
  const mend = "give whole seconds from 1, the longest delay above them, whole attempts from 0, a rate from 1";
  return [["retry_numbers", `retries with ${numbers}`, mend]];
}

function secondsOf(seconds: unknown, least: number): Complaint[] {
  if (isExpr(seconds) || (typeof seconds === "number" && isWhole(seconds, least))) return [];
  return [["seconds", `has ${String(seconds)} for seconds`, `give a whole number from ${least} to 99999999`]];
}

function isWhole(number: number, least: number): boolean {
  return Number.isInteger(number) && number >= least && number <= 99_999_999;
}
