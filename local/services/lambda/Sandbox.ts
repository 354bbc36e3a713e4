import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { fileURLToPath } from "node:url";
import type { FunctionSpec } from "../../program/specs/functionSpecs.ts";
import { type Invocation, type InvocationResult, runtimeFailure } from "./Invocation.ts";

const bootstrap = fileURLToPath(new URL("./bootstrap.mjs", import.meta.url));
const initSeconds = 10;

/** What a process is given. */
export interface SandboxOptions {
  spec: FunctionSpec;
  /** The whole environment, but for the address of the Runtime API. */
  environment: Record<string, string>;
  /** `host:port` of the host's server. */
  address: string;
  codeFolder: string;
  /** File descriptor that standard output and error go to. */
  log: number;
}

interface Running {
  invocation: Invocation;
  resolve: (result: InvocationResult) => void;
}

/** One process of a function: takes one invocation at a time, by the Runtime API, and ends with a crash or a time-out. */
export class Sandbox {
  readonly id = randomUUID();
  readonly #spec: FunctionSpec;
  readonly #process: ChildProcess;
  readonly #exited: Promise<void>;
  #running: Running | undefined;
  #waiting: ServerResponse | undefined;
  #timer: NodeJS.Timeout | undefined;
  #alive = true;

  constructor(options: SandboxOptions) {
    this.#spec = options.spec;
    this.#process = spawn(process.execPath, [bootstrap], {
      cwd: options.codeFolder,
      env: { ...options.environment, AWS_LAMBDA_RUNTIME_API: `${options.address}/sandbox/${this.id}` },
      stdio: ["pipe", options.log, options.log],
    });
    this.#process.stdin?.on("error", () => undefined);
    this.#exited = new Promise((resolve) => {
      const ended = (what: string) => {
        this.#alive = false;
        this.#finish((id) => runtimeFailure(id, "Runtime.ExitError", `Runtime exited with error: ${what}`));
        resolve();
      };
      this.#process.once("error", (error) => ended(error.message));
      this.#process.once("exit", (code, signal) => ended(exitText(code, signal)));
    });
  }

  /** Whether it can take an invocation. */
  get idle(): boolean {
    return this.#alive && this.#running === undefined;
  }

  get alive(): boolean {
    return this.#alive;
  }

  async invoke(invocation: Invocation): Promise<InvocationResult> {
    return await new Promise((resolve) => {
      this.#running = { invocation, resolve };
      this.#limit(Math.max(initSeconds, this.#spec.timeoutSeconds));
      this.#dispatch();
    });
  }

  /** Serves a request of the process to the Runtime API: `target` follows `/2018-06-01/runtime`. */
  async serve(target: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path, query] = target.split("?");
    if (path === "/invocation/next") {
      this.#waiting = response;
      this.#dispatch();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) {
      chunks.push(chunk);
    }
    const payload = Buffer.concat(chunks).toString("utf8");
    this.#alive &&= path !== "/init/error" && query !== "exiting";
    response.writeHead(202, { "content-type": "application/json" }).end('{"status":"OK"}');
    if (path === "/init/error" || path === `/invocation/${this.#running?.invocation.requestId}/error`) {
      this.#finish(() => ({ failed: true, payload }));
    } else if (path === `/invocation/${this.#running?.invocation.requestId}/response`) {
      this.#finish(() => ({ failed: false, payload }));
    }
  }

  /** Kills the process and resolves when it is gone. */
  async close(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#exited;
  }

  /** Hands the invocation over when both it and the process are there; its time runs from then on. */
  #dispatch(): void {
    if (this.#waiting === undefined || this.#running === undefined) {
      return;
    }
    const { requestId, payload } = this.#running.invocation;
    const deadline = Date.now() + this.#spec.timeoutSeconds * 1000;
    this.#limit(this.#spec.timeoutSeconds);
    this.#waiting.writeHead(200, {
      "content-type": "application/json",
      "lambda-runtime-aws-request-id": requestId,
      "lambda-runtime-deadline-ms": deadline,
      "lambda-runtime-invoked-function-arn": this.#spec.arn,
      "lambda-runtime-trace-id": `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${requestId.replaceAll("-", "").slice(0, 24)}`,
    });
    this.#waiting.end(payload);
    this.#waiting = undefined;
  }

  #limit(seconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const what = `Task timed out after ${seconds.toFixed(2)} seconds`;
      this.#alive = false;
      this.#process.kill("SIGKILL");
      this.#finish((id) => runtimeFailure(id, "Sandbox.Timedout", what));
    }, seconds * 1000);
  }

  #finish(result: (requestId: string) => InvocationResult): void {
    clearTimeout(this.#timer);
    const running = this.#running;
    this.#running = undefined;
    running?.resolve(result(running.invocation.requestId));
  }
}

function exitText(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `exit status ${code}` : `signal: ${signal === "SIGKILL" ? "killed" : signal}`;
}
