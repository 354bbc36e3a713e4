import { mkdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { SluiceError } from "../../core/errors.ts";
import type { Graph } from "../program/Graph.ts";
import { findSpark as findSetUpSpark } from "../python/findSpark.ts";
import type { JobHost } from "../services/glue/jobs/JobHost.ts";
import { EventHub } from "../services/kernel/EventHub.ts";
import { Recorder } from "../services/kernel/Recorder.ts";
import { type Clock, realClock } from "../states/Clock.ts";
import { Callers } from "./Callers.ts";
import { Dispatcher } from "./Dispatcher.ts";
import { EventLog } from "./EventLog.ts";
import { Faults } from "./faults/Faults.ts";
import { OwnPaths } from "./OwnPaths.ts";
import { openServices } from "./openServices.ts";

export interface HostOptions {
  /** The loaded program. */
  graph: Graph;
  /** Where the host keeps everything: buckets, queues, executions, logs, calls. */
  stateDir: string;
  /** @default any free port */
  port?: number;
  /** Whether queued messages are handed to functions; where not, they wait for a host that does. @default true */
  deliver?: boolean;
  /** What machines wait by and alarms are evaluated by. @default realClock */
  clock?: Clock;
  /** What Glue jobs run on. @default findSpark */
  findSpark?: JobHost["findSpark"];
}

/** What the constructor of an AWS SDK client takes to reach the host. */
export interface ClientConfig {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** The host has one name: no `sync-` or the like stands before it. */
  disableHostPrefix?: true;
}

/** A running host of the program. */
export interface Host {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly events: EventHub;
  /** What goes wrong on purpose; at first nothing does. */
  readonly faults: Faults;
  /** Settings for an SDK client of a region, as the operator. */
  clientConfig(region: string): ClientConfig;
  /** Ends the functions' processes and the server; what is kept on disk stays. */
  close(): Promise<void>;
}

/**
 * Serves the AWS services of a program on 127.0.0.1, for unmodified AWS SDKs (`AWS_ENDPOINT_URL`). Service, region and
 * caller are read from each request's SigV4 credential scope; signatures are not verified.
 *
 * @throws SluiceError `program.unsupported_input` where the program asks for what the host does not do, `host.port_in_use`
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const stateDir = resolve(options.stateDir);
  mkdirSync(stateDir, { recursive: true });
  const events = new EventHub();
  const { project, stack, outputs } = options.graph;
  const faults = new Faults();
  const own = new OwnPaths(new EventLog(events), faults, { pid: process.pid, project, stack, outputs });
  const recorder = new Recorder(stateDir, events);
  const callers = new Callers(options.graph);
  const dispatcher = new Dispatcher(callers, recorder, faults);
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 });
  const address = await listen(server, options.port ?? 0);
  const { graph, clock = realClock, findSpark = findSetUpSpark } = options;
  const services = await openServices({
    graph,
    stateDir,
    events,
    recorder,
    faults,
    callers,
    address,
    clock,
    findSpark,
  });
  for (const service of services.all) {
    dispatcher.serve(service);
  }
  server.on("request", (request, response) => {
    if (!own.serve(request, response) && !services.lambda.serveRuntime(request.url ?? "/", request, response)) {
      dispatcher.handle(request, response).catch(() => response.destroy());
    }
  });
  if (options.deliver ?? true) services.begin();
  const endpoint = `http://${address}`;
  const credentials = { accessKeyId: "operator", secretAccessKey: "local" };
  let closing: Promise<void> | undefined;
  const close = async () => {
    services.end();
    faults.clear();
    await dispatcher.close();
    own.close();
    server.closeAllConnections();
    await new Promise<void>((done) => server.close(() => done()));
    await recorder.close();
    events.close();
  };
  return {
    endpoint,
    events,
    faults,
    clientConfig: (region) => ({ endpoint, region, credentials, disableHostPrefix: true }),
    close: async () => {
      closing ??= close();
      await closing;
    },
  };
}

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) => fail(error.code === "EADDRINUSE" ? portInUse(port) : error));
    server.listen(port, "127.0.0.1", done);
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function portInUse(port: number): SluiceError {
  return new SluiceError("host.port_in_use", `Another process listens on port ${port}`, {
    mend: "choose another port, or let the host choose",
  });
}
