import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { arnRegion } from "../../arnRegion.ts";
import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import type { Service } from "../kernel/Service.ts";
import type { AsyncInvocations } from "./AsyncInvocations.ts";
import type { FunctionPool } from "./FunctionPool.ts";

const invocations = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;
const sandboxPath = /^\/sandbox\/([0-9a-f-]+)\/2018-06-01\/runtime(\/.*)$/;
const largestPayload = 6 * 1024 * 1024;

/**
 * Lambda's Invoke, and the Runtime API of its processes.
 *
 * Source: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export class LambdaService implements Service {
  readonly name = "lambda";
  readonly #pools: readonly FunctionPool[];
  readonly #async: AsyncInvocations;

  constructor(pools: readonly FunctionPool[], async: AsyncInvocations) {
    this.#pools = pools;
    this.#async = async;
  }

  async handle(call: Call): Promise<void> {
    const named = decodeURIComponent(invocations.exec(call.url.pathname)?.[1] ?? "");
    if (named === "" || call.request.method !== "POST") {
      const what = `The local Lambda does not serve ${call.request.method} ${call.url.pathname}`;
      throw new AwsError("UnknownOperationException", what, 404);
    }
    const pool = this.#asked(named, call);
    const payload = await readPayload(call);
    const type = call.header("x-amz-invocation-type") ?? "RequestResponse";
    if (type === "Event") {
      this.#async.start(pool, payload, call.requestId);
      call.send(202, { "x-amzn-requestid": call.requestId });
    } else if (type === "DryRun") {
      call.send(204, { "x-amzn-requestid": call.requestId });
    } else {
      const result = await pool.invoke(payload, call.requestId);
      const failed = result.failed ? { "x-amz-function-error": "Unhandled" } : {};
      const headers = { "content-type": "application/json", "x-amz-executed-version": "$LATEST", ...failed };
      call.send(200, { ...headers, "x-amzn-requestid": call.requestId }, result.payload);
    }
  }

  fail(call: Call, error: AwsError): void {
    const body = JSON.stringify({ Type: error.status < 500 ? "User" : "Server", Message: error.message });
    call.send(error.status, { "content-type": "application/json", "x-amzn-errortype": error.code }, body);
  }

  /** True where the path is of the Runtime API, which is then served. */
  serveRuntime(path: string, request: IncomingMessage, response: ServerResponse): boolean {
    const [, id = "", rest = ""] = sandboxPath.exec(path) ?? [];
    if (id === "") {
      return false;
    }
    const sandbox = this.#pools.map((pool) => pool.sandbox(id)).find((found) => found !== undefined);
    if (sandbox === undefined) {
      response.writeHead(410).end();
    } else {
      sandbox.serve(rest, request, response).catch(() => response.destroy());
    }
    return true;
  }

  /** Takes an event that a service of AWS has for a function. */
  invokeFor(pool: FunctionPool, payload: string): void {
    this.#async.start(pool, payload, randomUUID());
  }

  byArn(arn: string): FunctionPool | undefined {
    return this.#pools.find(({ spec }) => spec.arn === unqualified(arn));
  }

  async close(): Promise<void> {
    this.#async.close();
    await Promise.all(this.#pools.map((pool) => pool.close()));
  }

  #asked(named: string, call: Call): FunctionPool {
    const region = named.startsWith("arn:") ? arnRegion(named) : call.region;
    const name = named.startsWith("arn:") ? (named.split(":")[6] ?? "") : (named.split(":")[0] ?? "");
    const pool = this.#pools.find(({ spec }) => spec.name === name && spec.region === region);
    call.asks("lambda:InvokeFunction", pool?.spec.arn ?? named);
    if (region !== call.region) {
      const what = `Functions from '${region}' are not reachable in this region ('${call.region}')`;
      throw new AwsError("ResourceNotFoundException", what, 404);
    }
    if (pool === undefined) {
      throw new AwsError("ResourceNotFoundException", `Function not found: ${named}`, 404);
    }
    return pool;
  }
}

async function readPayload(call: Call): Promise<string> {
  const payload = (await call.body(largestPayload)).toString("utf8") || "{}";
  try {
    JSON.parse(payload);
  } catch (error) {
    const what = `Could not parse request body into json: ${(error as Error).message}`;
    throw new AwsError("InvalidRequestContentException", what, 400);
  }
  return payload;
}

/** A function's ARN without version or alias. */
function unqualified(arn: string): string {
  return arn.split(":").slice(0, 7).join(":");
}
