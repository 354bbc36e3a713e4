import { once } from "node:events";
import { SluiceError } from "../../../core/errors.ts";
import { messageOf } from "../../../core/messageOf.ts";
import { findSpark } from "../../python/findSpark.ts";
import { describeLines } from "../describeEvent.ts";
import { projectFolder, stateFolder } from "../folders.ts";
import { environmentLines } from "../hostEnvironment.ts";
import { hostUsage } from "../hostUsage.ts";
import { type OpenHost, openHost } from "../openHost.ts";
import { interruption } from "../query/interruption.ts";
import { RunsUnderWay } from "../RunsUnderWay.ts";
import { writeHostFile } from "../target/hostFile.ts";
import { localOptions } from "../target/localOptions.ts";
import { programHash } from "../target/programHash.ts";
import { servedHost } from "../target/servedHost.ts";
import { sourceHash } from "../target/sourceHash.ts";

export interface UpOptions {
  readonly stack: string;
  readonly state?: string;
  /** @default any free port */
  readonly port?: number;
  /** Whether the host that serves already is told of, as lines for a shell's `eval`. @default false */
  readonly env?: boolean;
}

/**
 * Serves the stack's program on this machine, telling each thing that happens, until it is asked to end (Ctrl-C).
 * @throws SluiceError `cli.already_up` where a host serves on the folder of state, `cli.not_up` where none does that
 * could be told of, and as `openHost` does
 */
export async function up({ stack, state, port, env = false }: UpOptions): Promise<void> {
  const stateDir = stateFolder("local", state);
  if (env) return await tellEnvironment(stack, stateDir);
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
  await tellWithoutSpark();
  tellEvents(open);
  if (!interrupted.signal.aborted) await once(interrupted.signal, "abort");
  print(["The host ends.", ...underWay.lines()].join("\n"));
}

async function tellEnvironment(stack: string, stateDir: string): Promise<void> {
  const served = await servedHost(stateDir, stack);
  if (served) return print(environmentLines(served).join("\n"));
  throw new SluiceError("cli.not_up", "No host serves on this folder of state", {
    where: stateDir,
    mend: `start npx sluice up${localOptions(stack, stateDir)} in another terminal`,
  });
}

async function requireNone(stateDir: string): Promise<void> {
  const served = await servedHost(stateDir);
  if (served === undefined) return;
  throw new SluiceError("cli.already_up", `${served.where} serves on this folder of state already`, {
    where: stateDir,
    mend: "use that one, or give --state another folder",
  });
}

/** Runs by Spark alone need it; nobody else has to. */
async function tellWithoutSpark(): Promise<void> {
  await findSpark().catch((error: unknown) => print(`Runs by Spark will fail: ${messageOf(error)}\n`));
}

function tellEvents({ host }: OpenHost): void {
  host.events.on((event) => {
    const of = "execution" in event ? `  ${event.name}` : "";
    for (const line of describeLines(event)) print(`${event.time}  ${event.region.padEnd(10)}  ${line}${of}`);
  });
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
