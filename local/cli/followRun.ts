import type { Engine } from "../../core/commit/Run.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import type { HostEvent } from "../services/kernel/HostEvent.ts";
import { follow } from "./follow.ts";
import { jobEventsOf } from "./jobEventsOf.ts";
import { type Landed, landFile } from "./landFile.ts";
import { runExecutions } from "./target/runExecutions.ts";
import type { Target } from "./target/Target.ts";

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
  target: Pick<Target, "clientConfig" | "listen" | "outputs">,
  file: string,
  contract: Contract,
  tell: (line: string) => void,
  engine?: Engine,
): Promise<Followed> {
  const since = Date.now();
  const listening = await target.listen();
  const landed = await landFile(target, file, contract, engine);
  const { execution } = landed;
  const machine = target.outputs.mainMachine;
  const isOfJob = jobEventsOf(execution);
  const concerns = (event: HostEvent) => isOfLanding(event, landed) || isOfJob(event);
  const heard = () => runExecutions(target.outputs, execution);
  const end = await follow(listening, { execution, machine, heard, since, concerns, endsEarly: isBuried }, tell);
  const outcome = end.kind === "execution.ended" ? end : { status: "NOT_STARTED", error: "trigger", cause: "" };
  const { status, error, cause } = outcome;
  return { ...landed, dataset: contract.name, status, error, cause, seconds: (Date.now() - since) / 1000 };
}

function isOfLanding(event: HostEvent, landed: Landed): boolean {
  if (event.kind === "object.created") return event.key === landed.key;
  if (event.kind === "mail.sent") return event.message.includes(landed.run);
  return event.kind === "message.delivered" || event.kind === "message.buried";
}

function isBuried(event: HostEvent): boolean {
  return event.kind === "message.buried";
}
