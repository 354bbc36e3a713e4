import { once } from "node:events";
import { SluiceError } from "../../../core/errors.ts";
import { describeEvent } from "../describeEvent.ts";
import { projectFolder, stateFolder } from "../folders.ts";
import { hostUsage } from "../hostUsage.ts";
import { type OpenHost, openHost } from "../openHost.ts";
import { interruption } from "../query/interruption.ts";
import { RunsUnderWay } from "../RunsUnderWay.ts";
import { writeHostFile } from "../target/hostFile.ts";
import { programHash } from "../target/programHash.ts";
import { servedHost } from "../target/servedHost.ts";
import { sourceHash } from "../target/sourceHash.ts";

export interface UpOptions {
  readonly stack: string;
  readonly state?: string;
  /** @default any free port */
  readonly port?: number;
}

/**
 * Serves the stack's program on this machine, telling each thing that happens, until it is asked to end (Ctrl-C).
 * @throws SluiceError `cli.already_up` where a host serves on the folder of state, and as `openHost` does
 */
export async function up({ stack, state, port }: UpOptions): Promise<void> {
  const stateDir = stateFolder("local", state);
  await requireNone(stateDir);
  using interrupted = interruption();
  print("Loading the Pulumi program...");
  const sources = sourceHash(projectFolder);
  await using open = await openHost(stack, stateDir, port === undefined ? {} : { port });
  const { endpoint } = open.host;
  const program = await programHash(open.graph);
  using _ = writeHostFile(stateDir, { pid: process.pid, endpoint, stack, sources, program });
  using underWay = new RunsUnderWay(open);
  print(`\n${hostUsage(open)}\n`);
  tellEvents(open);
  if (!interrupted.signal.aborted) await once(interrupted.signal, "abort");
  print(["The host ends.", ...underWay.lines()].join("\n"));
}

async function requireNone(stateDir: string): Promise<void> {
  const served = await servedHost(stateDir);
  if (served === undefined) return;
  throw new SluiceError("cli.already_up", `${served.where} serves on this folder of state already`, {
    where: stateDir,
    mend: "use that one, or give --state another folder",
  });
}

function tellEvents({ host }: OpenHost): void {
  host.events.on((event) => {
    const line = describeEvent(event);
    const of = "execution" in event ? `  ${event.name}` : "";
    if (line) print(`${event.time}  ${event.region.padEnd(10)}  ${line}${of}`);
  });
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
