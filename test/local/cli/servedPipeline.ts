import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { Contract } from "../../../core/contract/Contract.ts";
import { projectFolder } from "../../../local/cli/folders.ts";
import { type Followed, followRun } from "../../../local/cli/followRun.ts";
import { hostProgram } from "../../../local/cli/hostProgram.ts";
import { writeHostFile } from "../../../local/cli/target/hostFile.ts";
import { healthOf, hostTarget } from "../../../local/cli/target/hostTarget.ts";
import { programHash } from "../../../local/cli/target/programHash.ts";
import { sourceHash } from "../../../local/cli/target/sourceHash.ts";
import type { StackOutputs } from "../../../local/cli/target/stackOutputs.ts";
import type { LocalTarget } from "../../../local/cli/target/Target.ts";
import { withCsvLake } from "../../../local/cli/target/withCsvLake.ts";
import { type Host, type HostOptions, startHost } from "../../../local/host/startHost.ts";
import type { Graph } from "../../../local/program/Graph.ts";

/** The whole program, served by this process as `sluice up` serves it, for the tests of one file. */
export interface ServedPipeline {
  graph: Graph;
  host: Host;
  /** Whatever pipelines the program has. */
  stack: LocalTarget<StackOutputs>;
  /** The same where the program has csv-lake. */
  readonly target: LocalTarget;
  stateDir: string;
  /** Lands a file of this name and content, and waits for the end of its run. */
  land(contract: Contract, name: string, content: string): Promise<Followed>;
}

export interface ServedOptions extends Pick<HostOptions, "clock" | "deliver"> {
  /** Configuration that comes before the stack's. @default none */
  readonly config?: Readonly<Record<string, string>>;
}

export function servedPipeline({ config, ...options }: ServedOptions = {}): ServedPipeline {
  const served = {
    get target() {
      return withCsvLake(served.stack);
    },
  } as ServedPipeline;
  let file: Disposable | undefined;
  beforeAll(async () => {
    const stateDir = await mkdtemp(join(tmpdir(), "sluice-served-"));
    const sources = sourceHash(projectFolder);
    const graph = await hostProgram("dev", stateDir, config);
    // Verbs compare with what the stack is by itself.
    const program = await programHash(config === undefined ? graph : await hostProgram("dev", stateDir));
    const host = await startHost({ graph, stateDir, ...options });
    const { endpoint } = host;
    file = writeHostFile(stateDir, { pid: process.pid, endpoint, stack: "dev", sources, program });
    const stack = hostTarget({ endpoint, stateDir }, await healthOf(endpoint));
    Object.assign(served, { graph, host, stack, stateDir, land });
  });
  afterAll(async () => {
    file?.[Symbol.dispose]();
    await served.host?.close();
    if (served.stateDir) await rm(served.stateDir, { recursive: true, force: true });
  });

  async function land(contract: Contract, name: string, content: string): Promise<Followed> {
    const folder = await mkdtemp(join(tmpdir(), "sluice-land-"));
    await writeFile(join(folder, name), content);
    try {
      return await followRun(served.target, join(folder, name), contract, () => {});
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  return served;
}
