import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { AwsError } from "../services/kernel/AwsError.ts";
import { Call } from "../services/kernel/Call.ts";
import type { Recorder } from "../services/kernel/Recorder.ts";
import type { Service } from "../services/kernel/Service.ts";
import type { Callers } from "./Callers.ts";
import { credentialScope } from "./credentialScope.ts";
import type { Faults } from "./faults/Faults.ts";

/** Hands each request to the service that its signature names, in the name of its caller, and records it. */
export class Dispatcher {
  readonly #services = new Map<string, Service>();
  readonly #callers: Callers;
  readonly #recorder: Recorder;
  readonly #faults: Faults;
  readonly #handling = new Set<Promise<void>>();

  constructor(callers: Callers, recorder: Recorder, faults: Faults) {
    this.#callers = callers;
    this.#recorder = recorder;
    this.#faults = faults;
  }

  serve(service: Service): void {
    this.#services.set(service.name, service);
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const handled = this.#dispatch(request, response);
    this.#handling.add(handled);
    await handled.finally(() => this.#handling.delete(handled));
  }

  /** Closes the services, and gives the calls that are under way a second to end. */
  async close(): Promise<void> {
    await Promise.all([...this.#services.values()].map((service) => service.close?.()));
    const wait = new AbortController();
    const limit = setTimeout(1000, undefined, { signal: wait.signal }).catch(() => undefined);
    await Promise.race([Promise.allSettled(this.#handling), limit]);
    wait.abort();
  }

  async #dispatch(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const scope = credentialScope(request.headers.authorization);
    const service = this.#services.get(scope?.service ?? "");
    if (scope === undefined || service === undefined) {
      const what = scope === undefined ? "The request is not signed by SigV4" : `No local service "${scope.service}"`;
      request.resume();
      response.writeHead(scope === undefined ? 403 : 501, { "content-type": "text/plain" }).end(`${what}\n`);
      return;
    }
    const caller = this.#callers.nameOf(scope.accessKeyId);
    const url = urlOf(request.url ?? "/");
    const named = caller ?? scope.accessKeyId;
    const call = new Call({ request, response, url, caller: named, region: scope.region, requestId: randomUUID() });
    try {
      if (caller === undefined) {
        throw new AwsError("InvalidClientTokenId", "The security token included in the request is invalid.", 403);
      }
      await this.#faults.handle(service, call);
    } catch (error) {
      answerFailure(service, call, error);
    }
    this.#record(service, call);
  }

  #record(service: Service, { asked, caller, region, response }: Call): void {
    const { statusCode: status } = response;
    const actions = asked.length > 0 ? asked : [{ action: `${service.name}:Unknown`, resource: "*" }];
    for (const { action, resource } of actions) {
      this.#recorder.record({ caller, service: service.name, region, action, resource, status });
    }
  }
}

/** Splits a request's target without resolving its path, since `..` and empty segments may be part of a key. */
function urlOf(target: string): Call["url"] {
  const question = target.indexOf("?");
  const pathname = question < 0 ? target : target.slice(0, question);
  const search = question < 0 ? "" : target.slice(question);
  return { pathname, search, searchParams: new URLSearchParams(search) };
}

function answerFailure(service: Service, call: Call, error: unknown): void {
  call.request.resume();
  if (call.response.headersSent || call.response.destroyed) {
    call.response.destroy();
  } else if (error instanceof AwsError) {
    service.fail(call, error);
  } else {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    service.fail(call, new AwsError("InternalFailure", `The local host failed: ${what}`, 500));
  }
}
