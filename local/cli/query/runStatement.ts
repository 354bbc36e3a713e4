import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import {
  CancelStatementCommand,
  DescribeStatementCommand,
  type DescribeStatementResponse,
  ExecuteStatementCommand,
  type RedshiftDataClient,
  type SqlParameter,
  ValidationException,
} from "@aws-sdk/client-redshift-data";
import { SluiceError } from "../../../core/errors.ts";
import type { Warehouse } from "../target/stackOutputs.ts";

export interface Statement {
  readonly warehouse: Warehouse;
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
}

/** A statement that has ended well. */
export interface Finished {
  readonly id: string;
  readonly hasResult: boolean;
  /** Rows of the result, or rows that were changed. */
  readonly rows: number;
}

/**
 * Runs a statement through the Data API, and cancels it when `signal` aborts.
 * @throws SluiceError `query.failed` with Redshift's error, `query.cancelled`, `cli.statement_refused` where the API does
 * not take it at all (a parameter that the SQL does not name, say).
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-calling.html
 */
export async function runStatement(
  client: RedshiftDataClient,
  statement: Statement,
  signal: AbortSignal,
): Promise<Finished> {
  const id = await submit(client, statement);
  try {
    const ended = await endOf(client, id, signal);
    return finished(id, ended);
  } catch (error) {
    if (!signal.aborted) throw error;
    await cancel(client, id);
    throw cancelled();
  }
}

/** The error of a statement that was stopped. */
export function cancelled(): SluiceError {
  return new SluiceError("query.cancelled", "The statement was cancelled");
}

/** The token lets the SDK repeat a request whose answer was lost without running the statement twice. */
async function submit(client: RedshiftDataClient, { warehouse, sql, parameters }: Statement): Promise<string> {
  const command = new ExecuteStatementCommand({
    WorkgroupName: warehouse.workgroup,
    Database: warehouse.database,
    Sql: sql,
    ...(parameters.length === 0 ? {} : { Parameters: [...parameters] }),
    ClientToken: randomUUID(),
  });
  try {
    const { Id = "" } = await client.send(command);
    return Id;
  } catch (error) {
    if (!(error instanceof ValidationException)) throw error;
    throw new SluiceError("cli.statement_refused", withoutStop(error.message), { cause: error });
  }
}

/** Asks until the statement has ended, ever less often: from 20 ms to 2 s apart. */
async function endOf(client: RedshiftDataClient, id: string, signal: AbortSignal): Promise<DescribeStatementResponse> {
  for (let pause = 20; ; pause = Math.min(pause * 1.5, 2000)) {
    signal.throwIfAborted();
    const described = await client.send(new DescribeStatementCommand({ Id: id }), { abortSignal: signal });
    if (["FINISHED", "FAILED", "ABORTED"].includes(described.Status ?? "")) return described;
    await setTimeout(pause, undefined, { signal });
  }
}

function finished(
  id: string,
  { Status, Error: why, HasResultSet, ResultRows = 0 }: DescribeStatementResponse,
): Finished {
  if (Status === "FINISHED") return { id, hasResult: HasResultSet ?? false, rows: ResultRows };
  if (Status === "ABORTED") throw cancelled();
  throw new SluiceError("query.failed", withoutStop(why ?? "The statement failed, and Redshift does not say why"));
}

/** Whoever waits at the keyboard waits five seconds at most; a statement that has just ended needs no cancelling. */
async function cancel(client: RedshiftDataClient, id: string): Promise<void> {
  try {
    await client.send(new CancelStatementCommand({ Id: id }), { abortSignal: AbortSignal.timeout(5000) });
  } catch (error) {
    if (error instanceof ValidationException) return;
    const told = `The statement ${id} may go on: it could not be cancelled`;
    throw new SluiceError("query.not_cancelled", told, { cause: error });
  }
}

function withoutStop(message: string): string {
  return message.trim().replace(/\.$/, "");
}
