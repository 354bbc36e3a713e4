import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { SluiceError } from "../../core/errors.ts";
import { messageOf } from "../../core/messageOf.ts";
import { bundleCache } from "../../infra/bundleCache.ts";
import { projectRoot } from "../../infra/projectRoot.ts";
import { Graph } from "./Graph.ts";
import { ProgramMocks } from "./ProgramMocks.ts";
import type { Properties, Resource } from "./Resource.ts";

/** Which program to load, and as which stack. */
export interface ProgramOptions {
  /** The file that Pulumi would run, for example `stacks/index.ts`. */
  entry: string;
  project: string;
  stack: string;
  /** Configuration as Pulumi keeps it: `{ "aws:region": "eu-west-1", "sluice:pipelines": "[...]" }`. */
  config: Record<string, string>;
  /** @default "000000000000" */
  accountId?: string;
  /** Region of resources that name none. @default the configuration's `aws:region`, or `us-east-1` */
  defaultRegion?: string;
}

/**
 * Runs a Pulumi program in this process against mocks of AWS and returns the resources that it declares.
 *
 * Modules stay loaded, as in any import: a second load in one process sees only what `entry` itself declares when it
 * is evaluated again, and what its functions declare when called.
 *
 * @throws SluiceError `program.unsupported_type`, `program.unknown_invoke`, `program.failed`
 * @see https://www.pulumi.com/docs/iac/guides/testing/unit/
 */
export async function loadProgram(options: ProgramOptions): Promise<Graph> {
  const accountId = options.accountId ?? "000000000000";
  const defaultRegion = options.defaultRegion ?? options.config["aws:region"] ?? "us-east-1";
  const mocks = new ProgramMocks(accountId, defaultRegion);
  await pulumi.runtime.setMocks(mocks, options.project, options.stack, false, "local");
  pulumi.runtime.setAllConfig(options.config);
  bundleCache.folder = join(projectRoot, ".sluice/cache");
  const registered = watchRegistrations();
  const outputs = await withShortStacks(() => failingWithRejections(() => runProgram(options.entry), mocks.errors));
  const resources = mocks.noted.map((noted): Resource => {
    const key = registrationKey(noted.type, noted.name);
    return { ...noted, urn: key, parent: undefined, ...registered.get(key)?.shift() };
  });
  return new Graph({ project: options.project, stack: options.stack, accountId, defaultRegion, resources, outputs });
}

/**
 * Pulumi notes the stack of each of its promises, thousands of them, as a text: with all ten frames, that would be most of
 * the time that a program takes to load.
 */
async function withShortStacks<T>(work: () => Promise<T>): Promise<T> {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 2;
  try {
    return await work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

async function runProgram(entry: string): Promise<Properties> {
  const url = `${pathToFileURL(resolve(entry)).href}?load=${Date.now()}`;
  let failure: { error: unknown } | undefined;
  const outputs: unknown = await pulumi.runtime.runInPulumiStack(async () => {
    try {
      const exported: Record<string, unknown> = await import(/* @vite-ignore */ url);
      const program = exported.default ?? { ...exported };
      return typeof program === "function" ? await program() : program;
    } catch (error) {
      // Thrown on from here, it would reject outputs of the stack that nobody awaits.
      failure = { error };
      return {};
    }
  });
  await settled();
  if (failure !== undefined) {
    throw failure.error;
  }
  return (outputs ?? {}) as Properties;
}

/** Waits until every registration, and whatever those let run, is done; leaves the runtime ready for another load. */
async function settled(): Promise<void> {
  await pulumi.runtime.disconnect();
}

type Registration = Pick<Resource, "urn" | "parent" | "ignoreChanges">;

/** Notes what mocks are not told of each registration, in the order of registration. */
function watchRegistrations(): Map<string, Registration[]> {
  const registered = new Map<string, Registration[]>();
  const monitor = pulumi.runtime.getMonitor();
  if (monitor === undefined) {
    throw new SluiceError("program.failed", "Pulumi's mock monitor is not set");
  }
  const register = monitor.registerResource.bind(monitor) as (request: never, callback: never) => unknown;
  const watched = (request: Request, callback: (error: unknown, response: Response) => void) =>
    register(
      request as never,
      ((error: unknown, response: Response) => {
        const key = registrationKey(request.getType(), request.getName());
        const parent = request.getParent() === "" ? undefined : request.getParent();
        const registration = { urn: response?.getUrn(), parent, ignoreChanges: request.getIgnorechangesList() };
        registered.set(key, [...(registered.get(key) ?? []), registration]);
        callback(error, response);
      }) as never,
    );
  Object.assign(monitor, { registerResource: watched });
  return registered;
}

type Request = { getType(): string; getName(): string; getParent(): string; getIgnorechangesList(): string[] };
type Response = { getUrn(): string };

function registrationKey(type: string, name: string): string {
  return `${type}::${name}`;
}

/** Runs the program; the first error of its body, of a rejected output or of the mocks is thrown. */
async function failingWithRejections<T>(run: () => Promise<T>, errors: readonly SluiceError[]): Promise<T> {
  let reject: (reason: unknown) => void = () => undefined;
  const rejected = new Promise<never>((_, fail) => {
    reject = fail;
  });
  process.on("unhandledRejection", reject);
  try {
    const result = await Promise.race([run(), rejected]);
    // Node reports a rejection that nobody handles after the turn in which it happens: so not before the next.
    await Promise.race([new Promise((next) => setImmediate(next)), rejected]);
    throwFirst(errors);
    return result;
  } catch (cause) {
    throwFirst(errors);
    if (cause instanceof SluiceError) {
      throw cause;
    }
    const what = messageOf(cause);
    throw new SluiceError("program.failed", `The program failed: ${what}`, { cause });
  } finally {
    await new Promise((next) => setImmediate(next));
    process.off("unhandledRejection", reject);
  }
}

function throwFirst(errors: readonly SluiceError[]): void {
  const first = errors[0];
  if (first !== undefined) {
    throw first;
  }
}
