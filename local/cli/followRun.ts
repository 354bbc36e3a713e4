import { performance } from "node:perf_hooks";
import type { Contract } from "../../core/contract/Contract.ts";
import type { HostEvent } from "../services/kernel/HostEvent.ts";
import { describeEvent } from "./describeEvent.ts";
import { type Landed, landFile } from "./landFile.ts";
import type { OpenHost } from "./openHost.ts";

/** How a run that was followed ended. */
export interface Followed extends Landed {
  readonly dataset: string;
  readonly status: string;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** Seconds from the upload to the end. */
  readonly seconds: number;
}

/** Lands a file and tells each thing that happens, one line each, until the run has ended. */
export async function followRun(
  open: OpenHost,
  file: string,
  contract: Contract,
  tell: (line: string) => void,
): Promise<Followed> {
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  const seen: HostEvent[] = [];
  let landed: Landed | undefined;
  let finish: (event: HostEvent) => void = () => {};
  const finished = new Promise<HostEvent>((resolve) => {
    finish = resolve;
  });
  const show = (event: HostEvent) => {
    if (!landed || !concerns(event, landed)) return;
    const line = describeEvent(event);
    if (line) tell(`${seconds().toFixed(2).padStart(6)}s  ${event.region.padEnd(10)}  ${line}`);
    if (isEnd(event, open.outputs.mainMachine)) finish(event);
  };
  const stop = open.host.events.on((event) => (landed ? show(event) : seen.push(event)));
  try {
    landed = await landFile(open, file, contract);
    for (const event of seen) show(event);
    const end = await finished;
    const outcome = end.kind === "execution.ended" ? end : { status: "NOT_STARTED", error: "trigger", cause: "" };
    const { status, error, cause } = outcome;
    return { ...landed, dataset: contract.name, status, error, cause, seconds: seconds() };
  } finally {
    stop();
  }
}

/** Whether an event is of this landing: its object, its message, or an execution under the run's name. */
function concerns(event: HostEvent, landed: Landed): boolean {
  if ("execution" in event) return event.name === landed.execution;
  if (event.kind === "object.created") return event.key === landed.key;
  if (event.kind === "mail.sent") return event.message.includes(landed.run);
  return event.kind === "message.delivered" || event.kind === "message.buried";
}

function isEnd(event: HostEvent, mainMachine: string): boolean {
  if (event.kind === "message.buried") return true;
  return event.kind === "execution.ended" && mainMachine.endsWith(`:${event.machine}`);
}
