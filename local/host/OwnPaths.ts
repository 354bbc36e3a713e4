import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { EventLog, LoggedEvent } from "./EventLog.ts";
import type { Faults } from "./faults/Faults.ts";
import { serveFaults } from "./faults/serveFaults.ts";
import type { HostHealth } from "./HostHealth.ts";

/** How long a stream of events is silent at most, in milliseconds: a comment keeps it open. */
const heartbeat = 15_000;
/** Bytes that may wait for a reader before it is given up. */
const mostWaiting = 64 * 1024 * 1024;

/**
 * The paths of the host that are of no AWS service: `/_sluice/health` (JSON) and `/_sluice/events?since=<id>`, the events
 * after that id and all to come, as server-sent events whose ids are the events' own; `/_sluice/faults`, as `serveFaults`
 * has it. They are not signed, so a page of another origin in a browser is refused: by its Origin header, or by a Host
 * header that does not name this machine.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export class OwnPaths {
  readonly #log: EventLog;
  readonly #faults: Faults;
  readonly #about: Omit<HostHealth, "lastEvent">;
  readonly #streams = new Set<ServerResponse>();

  constructor(log: EventLog, faults: Faults, about: Omit<HostHealth, "lastEvent">) {
    this.#log = log;
    this.#faults = faults;
    this.#about = about;
  }

  /** True where the path is one of these, which is then served. */
  serve(request: IncomingMessage, response: ServerResponse): boolean {
    const url = URL.parse(request.url ?? "/", "http://host");
    if (!url?.pathname.startsWith("/_sluice/")) return false;
    if (!isLocal(request.headers)) refuse(response, 403, "This host serves its own machine only.");
    else if (url.pathname === "/_sluice/faults") this.#serveFaults(request, response);
    else if (request.method !== "GET") refuse(response, 405, "Only GET is served here.");
    else if (url.pathname === "/_sluice/health") this.#health(response);
    else if (url.pathname === "/_sluice/events") this.#events(sinceOf(request, url), response);
    else refuse(response, 404, "There are /_sluice/health, /_sluice/events and /_sluice/faults.");
    return true;
  }

  /** Ends the streams. */
  close(): void {
    for (const stream of this.#streams) stream.end();
  }

  #serveFaults(request: IncomingMessage, response: ServerResponse): void {
    serveFaults(this.#faults, request, response).catch(() => response.destroy());
  }

  #health(response: ServerResponse): void {
    const health: HostHealth = { ...this.#about, lastEvent: this.#log.last };
    response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(`${JSON.stringify(health)}\n`);
  }

  #events(since: number | undefined, response: ServerResponse): void {
    const missed = since === undefined ? [] : this.#log.since(since);
    if (missed === undefined) {
      refuse(response, 410, `Events since ${since} are not all kept any more.`);
      return;
    }
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write(":\n\n");
    const send = ({ id, text }: LoggedEvent) => {
      response.write(`id: ${id}\ndata: ${text}\n\n`);
      if (response.writableLength > mostWaiting) response.destroy();
    };
    for (const event of missed) send(event);
    const off = this.#log.on(send);
    const beat = setInterval(() => response.write(":\n\n"), heartbeat).unref();
    this.#streams.add(response);
    response.on("close", () => {
      off();
      clearInterval(beat);
      this.#streams.delete(response);
    });
  }
}

/** Where a reader goes on: what it asks for, or what it was sent last before its connection broke. */
function sinceOf(request: IncomingMessage, { searchParams }: URL): number | undefined {
  const asked = request.headers["last-event-id"] ?? searchParams.get("since");
  const since = Number(asked ?? Number.NaN);
  return Number.isSafeInteger(since) && since >= 0 ? since : undefined;
}

function isLocal({ host, origin }: IncomingHttpHeaders): boolean {
  return origin === undefined && /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host ?? "");
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.req.resume();
  response.writeHead(status, { "content-type": "text/plain" }).end(`${why}\n`);
}
