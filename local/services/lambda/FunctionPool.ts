import { randomUUID } from "node:crypto";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FunctionSpec } from "../../program/specs/functionSpecs.ts";
import { AwsError } from "../kernel/AwsError.ts";
import type { EventHub } from "../kernel/EventHub.ts";
import { safeName } from "../kernel/safeName.ts";
import type { InvocationResult } from "./Invocation.ts";
import { layDown } from "./layDown.ts";
import { Sandbox } from "./Sandbox.ts";

const mostProcesses = 10;

/** What a function needs of its host. */
export interface FunctionPoolOptions {
  spec: FunctionSpec;
  stateDir: string;
  events: EventHub;
  address: string;
  accessKeyId: string;
  /** The function's own variables, with the addresses of local queues in place of AWS's. */
  variables: Record<string, string>;
}

/**
 * A function and its warm processes. Invocations beyond the reserved concurrency are throttled; where none is reserved,
 * they wait for one of ten processes.
 */
export class FunctionPool {
  readonly spec: FunctionSpec;
  readonly #options: FunctionPoolOptions;
  readonly #codeFolder: string;
  readonly #log: number;
  readonly #sandboxes = new Map<string, Sandbox>();
  readonly #queue: (() => void)[] = [];
  #ready: Promise<void> | undefined;
  #busy = 0;
  #closed = false;

  constructor(options: FunctionPoolOptions) {
    this.spec = options.spec;
    this.#options = options;
    const { region, name } = options.spec;
    this.#codeFolder = join(options.stateDir, region, "lambda", safeName(name), "code");
    const logFile = join(options.stateDir, region, "logs", `${safeName(name)}.log`);
    mkdirSync(dirname(logFile), { recursive: true });
    this.#log = openSync(logFile, "a");
  }

  /** Lays down the code; later calls do nothing more. */
  async prepare(): Promise<void> {
    this.#ready ??= layDown(this.spec.files, this.#codeFolder);
    await this.#ready;
  }

  /** The processes that may run at once. */
  get concurrency(): number {
    return this.spec.reservedConcurrency ?? mostProcesses;
  }

  sandbox(id: string): Sandbox | undefined {
    return this.#sandboxes.get(id);
  }

  /** @throws AwsError `TooManyRequestsException` beyond the reserved concurrency. */
  async invoke(payload: string, requestId: string = randomUUID()): Promise<InvocationResult> {
    await this.#enter();
    try {
      await this.prepare();
      return await this.#run(payload, requestId);
    } finally {
      this.#busy -= 1;
      this.#queue.shift()?.();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#sandboxes.values()].map((sandbox) => sandbox.close()));
    closeSync(this.#log);
  }

  async #enter(): Promise<void> {
    if (this.#busy >= this.concurrency && this.spec.reservedConcurrency !== undefined) {
      throw new AwsError("TooManyRequestsException", "Rate Exceeded.", 429);
    }
    while (this.#busy >= this.concurrency) {
      await new Promise<void>((resolve) => this.#queue.push(resolve));
    }
    this.#busy += 1;
  }

  async #run(payload: string, requestId: string): Promise<InvocationResult> {
    const { events, spec } = this.#options;
    const about = { region: spec.region, function: spec.name, requestId };
    events.emit({ kind: "function.invoked", ...about, payload });
    this.#write(`START RequestId: ${requestId} Version: $LATEST`);
    const start = performance.now();
    const result = await this.#idleSandbox().invoke({ requestId, payload });
    const durationMs = performance.now() - start;
    this.#write(`END RequestId: ${requestId}`);
    this.#write(`REPORT RequestId: ${requestId}\tDuration: ${durationMs.toFixed(2)} ms`);
    if (result.failed) {
      events.emit({ kind: "function.failed", ...about, durationMs, ...failureOf(result.payload) });
    } else {
      events.emit({ kind: "function.finished", ...about, durationMs });
    }
    return result;
  }

  #idleSandbox(): Sandbox {
    for (const sandbox of this.#sandboxes.values()) {
      if (!sandbox.alive) {
        this.#sandboxes.delete(sandbox.id);
      }
    }
    return [...this.#sandboxes.values()].find(({ idle }) => idle) ?? this.#newSandbox();
  }

  #newSandbox(): Sandbox {
    if (this.#closed) {
      throw new AwsError("ServiceException", "The host is closing", 503);
    }
    const { spec, address } = this.#options;
    const environment = this.#environment();
    const sandbox = new Sandbox({ spec, address, environment, codeFolder: this.#codeFolder, log: this.#log });
    this.#sandboxes.set(sandbox.id, sandbox);
    return sandbox;
  }

  /** Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
  #environment(): Record<string, string> {
    const { spec, address, accessKeyId, variables } = this.#options;
    return {
      ...variables,
      AWS_ENDPOINT_URL: `http://${address}`,
      AWS_REGION: spec.region,
      AWS_DEFAULT_REGION: spec.region,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_SESSION_TOKEN: "local",
      AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${process.versions.node.split(".")[0]}.x`,
      AWS_LAMBDA_FUNCTION_NAME: spec.name,
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMegabytes),
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: `${spec.name}.log`,
      LAMBDA_TASK_ROOT: this.#codeFolder,
      LANG: "en_US.UTF-8",
      PATH: process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin",
      TMPDIR: process.env.TMPDIR ?? "/tmp",
      TZ: ":UTC",
      _HANDLER: spec.handler,
    };
  }

  #write(line: string): void {
    if (!this.#closed) {
      writeSync(this.#log, `${line}\n`);
    }
  }
}

function failureOf(payload: string): { errorType: string; errorMessage: string } {
  const parsed: { errorType?: unknown; errorMessage?: unknown } = JSON.parse(payload);
  return { errorType: String(parsed.errorType ?? "Unhandled"), errorMessage: String(parsed.errorMessage ?? "") };
}
