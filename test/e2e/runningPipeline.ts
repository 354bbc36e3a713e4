import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { Contract } from "../../core/contract/Contract.ts";
import type { Reject } from "../../core/convert/Reject.ts";
import type { Row } from "../../core/convert/recordConverter.ts";
import { type Followed, followRun } from "../../local/cli/followRun.ts";
import { type OpenHost, openHost } from "../../local/cli/openHost.ts";
import { tableFiles } from "../../local/cli/tableFiles.ts";
import type { CsvLakeOutputs } from "../../local/cli/target/stackOutputs.ts";
import { withCsvLake } from "../../local/cli/target/withCsvLake.ts";
import { readRejects } from "../jobs/duckdb/support/readRejects.ts";
import { readRows } from "../jobs/duckdb/support/readRows.ts";

/** The whole program, running on this machine for the tests of one file. */
export interface RunningPipeline {
  open: OpenHost<CsvLakeOutputs>;
  stateDir: string;
  near: string;
  far: string;
  /** Lands a file of this name and content, and waits for the end of its run. */
  land(contract: Contract, name: string, content: string | Uint8Array): Promise<Followed>;
  /** What is published of a dataset in a region. */
  lake(region: string, contract: Contract): Promise<{ rows: Row[]; rejects: Reject[]; files: string[] }>;
  /** The texts of the mails in the outbox, oldest first. */
  mails(): Promise<string[]>;
  /** The lines that a function logged, as JSON. */
  log(fn: string): Promise<Record<string, unknown>[]>;
}

export function runningPipeline(): RunningPipeline {
  const running = {} as RunningPipeline;
  beforeAll(async () => {
    const stateDir = await mkdtemp(join(tmpdir(), "sluice-e2e-"));
    const open = withCsvLake(await openHost("dev", stateDir));
    const [near = "", far = ""] = Object.keys(open.outputs.lakes);
    Object.assign(running, { open, stateDir, near, far, land, lake, mails, log });
  });
  afterAll(async () => {
    await running.open?.[Symbol.asyncDispose]();
    if (running.stateDir) await rm(running.stateDir, { recursive: true, force: true });
  });

  async function land(contract: Contract, name: string, content: string | Uint8Array): Promise<Followed> {
    const folder = await mkdtemp(join(tmpdir(), "sluice-land-"));
    await writeFile(join(folder, name), content);
    try {
      return await followRun(running.open, join(folder, name), contract, () => {});
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  async function lake(region: string, contract: Contract) {
    const { paths: rows } = await tableFiles(running.open, region, contract, "rows");
    const { paths: rejects } = await tableFiles(running.open, region, contract, "rejects");
    return {
      rows: rows.length === 0 ? [] : await readRows(contract, rows),
      rejects: rejects.length === 0 ? [] : await readRejects(rejects),
      files: [...rows, ...rejects].map((path) => basename(path)),
    };
  }

  async function mails(): Promise<string[]> {
    const outbox = join(running.stateDir, "outbox");
    const names = (await readdir(outbox).catch(() => [])).filter((name) => name.endsWith(".txt"));
    return Promise.all(names.sort().map((name) => readFile(join(outbox, name), "utf8")));
  }

  async function log(fn: string): Promise<Record<string, unknown>[]> {
    const folder = join(running.stateDir, running.near, "logs");
    const file = (await readdir(folder)).find((name) => name.startsWith(fn));
    const text = file === undefined ? "" : await readFile(join(folder, file), "utf8");
    return text.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
  }

  return running;
}
