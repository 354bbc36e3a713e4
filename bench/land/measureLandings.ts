import { availableParallelism, loadavg } from "node:os";
import { setTimeout } from "node:timers/promises";
import { RedshiftDataClient } from "@aws-sdk/client-redshift-data";
import { birdstrikes } from "../../datasets/birdstrikes.ts";
import { type Landed, landFile } from "../../local/cli/landFile.ts";
import { nearRegion } from "../../local/cli/nearRegion.ts";
import { type OpenHost, openHost } from "../../local/cli/openHost.ts";
import { exactLongs } from "../../local/cli/query/exactLongs.ts";
import { readResult } from "../../local/cli/query/readResult.ts";
import { runStatement } from "../../local/cli/query/runStatement.ts";
import { warehouseOf } from "../../local/cli/query/warehouseOf.ts";
import type { CsvLakeOutputs } from "../../local/cli/target/stackOutputs.ts";
import { withCsvLake } from "../../local/cli/target/withCsvLake.ts";
import type { HostEvent } from "../../local/services/kernel/HostEvent.ts";
import { processTree } from "../measure/processTree.ts";
import type { Landing, LandResult } from "./LandResult.ts";
import { stepsOf } from "./stepsOf.ts";

/** A file that is landed, and what is in it. */
export interface LandFile {
  readonly path: string;
  readonly rows: number;
  /** Of the flights. */
  readonly months: number;
}

export interface LandOptions {
  /** Of each file. */
  readonly bytes: number;
  /** Of the host; emptied first. */
  readonly stateDir: string;
  readonly tell: (line: string) => void;
}

/**
 * Lands files one after the other on a local host, and times each until the warehouse of each region counts all its
 * rows, by the Redshift Data API.
 * @throws Error where a run fails
 */
export async function measureLandings(files: readonly LandFile[], options: LandOptions): Promise<LandResult> {
  const { bytes, stateDir, tell } = options;
  const [load = 0] = loadavg();
  await using open = await openHost("dev", stateDir, { fresh: true });
  const host = withCsvLake(open);
  const landings: Landing[] = [];
  for (const file of files) {
    const landing = await landOnce(host, file);
    landings.push(landing);
    tell(`landing ${landings.length} of ${files.length}: ${inWords(landing)}`);
  }
  return { at: new Date().toISOString(), bytes, cores: availableParallelism(), load, landings };
}

function inWords({ queryable, ended }: Landing): string {
  const regions = Object.entries(queryable).map(([region, seconds]) => `${region} ${seconds.toFixed(2)} s`);
  return `queryable in ${regions.join(", ")}; ended after ${ended.toFixed(2)} s`;
}

type LakeHost = OpenHost<CsvLakeOutputs>;

async function landOnce(host: LakeHost, file: LandFile): Promise<Landing> {
  const region = nearRegion(host.outputs);
  const regions = Object.keys(host.outputs.warehouses ?? {});
  const events: HostEvent[] = [];
  const off = host.host.events.on((event) => events.push(event));
  try {
    const before = processorTimes();
    const began = Date.now();
    const landed = await landFile(host, file.path, birdstrikes);
    const answer = async (each: string) => {
      const asked = await untilAnswered(host, each, landed, file.rows, events);
      return { region: each, asked, at: Date.now(), after: processorTimes(), calls: callsIn(events) };
    };
    const [at, answers] = await Promise.all([ended(host, events, landed), Promise.all(regions.map(answer))]);
    const near = answers.find((answer) => answer.region === region);
    if (near === undefined) throw new Error(`${region} has no warehouse`);
    return {
      months: file.months,
      queryable: Object.fromEntries(answers.map((answer) => [answer.region, (answer.at - began) / 1000])),
      ended: (at - began) / 1000,
      steps: stepsOf(events, { ...landed, region, began, asked: near.asked, answered: near.at }),
      hostSeconds: near.after.host - before.host,
      functionSeconds: near.after.functions - before.functions,
      calls: near.calls,
      waitSeconds: waitSeconds(events),
    };
  } finally {
    off();
  }
}

/** Seconds since their start of this process, which is the host, and of those that it started: functions, which stay. */
function processorTimes(): { host: number; functions: number } {
  const times = { host: 0, functions: 0 };
  for (const { pid, cpuSeconds } of processTree(process.pid)) {
    times[pid === process.pid ? "host" : "functions"] += cpuSeconds;
  }
  return times;
}

function callsIn(events: readonly HostEvent[]): number {
  return events.filter(({ kind }) => kind === "call").length;
}

/** When the main machine's execution ended. */
async function ended(
  { host, outputs }: LakeHost,
  events: readonly HostEvent[],
  { execution }: Landed,
): Promise<number> {
  const isEnd = (event: HostEvent) =>
    event.kind === "execution.ended" && event.name === execution && outputs.mainMachine.endsWith(`:${event.machine}`);
  const end = events.find(isEnd) ?? (await host.events.first(isEnd));
  if (end.kind === "execution.ended" && end.status === "SUCCEEDED") return Date.parse(end.time);
  throw new Error(`The run ended otherwise: ${JSON.stringify(end).slice(0, 2000)}`);
}

/** Asks a region's warehouse, from the end of its commit on, until it counts all rows; answers when it was asked last. */
async function untilAnswered(
  target: LakeHost,
  region: string,
  { key, execution }: Landed,
  rows: number,
  events: readonly HostEvent[],
): Promise<number> {
  const isCommitted = (event: HostEvent) =>
    event.kind === "state.exited" && event.state === "Commit" && event.name === execution && event.region === region;
  if (!events.some(isCommitted)) await target.host.events.first(isCommitted);
  const client = exactLongs(new RedshiftDataClient(target.clientConfig(region)));
  const warehouse = warehouseOf(target.outputs, region);
  const sql = `SELECT count(*) FROM lake.${birdstrikes.name} WHERE _source = :source`;
  const statement = { warehouse, sql, parameters: [{ name: "source", value: key }] };
  try {
    for (;;) {
      const asked = Date.now();
      const { id } = await runStatement(client, statement, AbortSignal.timeout(60_000));
      const [[row] = []] = await Array.fromAsync((await readResult(client, id)).pages);
      if (Number(row?.[0]) >= rows) return asked;
      await setTimeout(10);
    }
  } finally {
    client.destroy();
  }
}

function waitSeconds(events: readonly HostEvent[]): number {
  let sum = 0;
  const entered = new Map<string, number>();
  for (const event of events) {
    if (event.kind === "state.entered") entered.set(`${event.execution} ${event.state}`, Date.parse(event.time));
    if (event.kind !== "state.exited" || event.type !== "Wait") continue;
    sum += Date.parse(event.time) - (entered.get(`${event.execution} ${event.state}`) ?? Date.parse(event.time));
  }
  return sum / 1000;
}
