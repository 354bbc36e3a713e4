import { TaskError } from "../../states/TaskError.ts";
import type { Integration } from "./Integration.ts";
import { jsonFailure } from "./jsonFailure.ts";
import { untilEnded } from "./untilEnded.ts";

type Query = Record<string, unknown> & { Status: { State: string } };

const finalStates = new Set(["SUCCEEDED", "FAILED", "CANCELLED"]);

/**
 * `athena:startQueryExecution`.
 *
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html
 */
export async function startQueryExecution(integration: Integration): Promise<{ QueryExecutionId: string }> {
  return (await ask(integration, "StartQueryExecution", integration.arguments)) as { QueryExecutionId: string };
}

/**
 * `athena:startQueryExecution.sync`: starts a query and waits for its end; its output tells of the query. Where the task
 * is given up, the query is stopped.
 *
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html
 */
export async function startQueryExecutionSync(integration: Integration): Promise<unknown> {
  const started = await startQueryExecution(integration);
  await integration.submitted(started);
  const stop = () => {
    ask(integration, "StopQueryExecution", started).catch(() => undefined);
  };
  integration.signal.addEventListener("abort", stop, { once: true });
  const get = async () => (await ask(integration, "GetQueryExecution", started)) as { QueryExecution: Query };
  const ended = await untilEnded(integration, get, ({ QueryExecution }) =>
    finalStates.has(QueryExecution.Status.State),
  );
  integration.signal.removeEventListener("abort", stop);
  const query = told(ended);
  if (ended.QueryExecution.Status.State === "SUCCEEDED") return query;
  throw new TaskError("States.TaskFailed", JSON.stringify(query));
}

async function ask(integration: Integration, action: string, input: Record<string, unknown>): Promise<unknown> {
  const answer = await integration.call({
    service: "athena",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AmazonAthena.${action}` },
    body: JSON.stringify(input),
  });
  if (answer.status >= 300) throw jsonFailure("Athena", answer);
  return JSON.parse(answer.body);
}

/** A query as Step Functions gives it: times in milliseconds since 1970. */
function told({ QueryExecution }: { QueryExecution: Query }): { QueryExecution: Query } {
  const status = Object.entries(QueryExecution.Status).map(([name, value]): [string, unknown] =>
    name.endsWith("DateTime") ? [name, Math.round(Number(value) * 1000)] : [name, value],
  );
  return { QueryExecution: { ...QueryExecution, Status: Object.fromEntries(status) as Query["Status"] } };
}
