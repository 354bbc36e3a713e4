import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { availableParallelism, loadavg } from "node:os";
import { join, relative } from "node:path";
import { setTimeout } from "node:timers/promises";
import { S3Client } from "@aws-sdk/client-s3";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { Upload } from "@aws-sdk/lib-storage";
import { inParallel } from "../../core/inParallel.ts";
import { openDatabase } from "../../jobs/duckdb/openDatabase.ts";
import { spanOf } from "../../jobs/traffic/generator/spanOf.ts";
import { writeTraffic } from "../../jobs/traffic/generator/writeTraffic.ts";
import { type OpenHost, openHost } from "../../local/cli/openHost.ts";
import { jobRunLogFile } from "../../local/services/glue/jobs/jobRunLogFile.ts";
import { measured } from "../measure/measured.ts";
import { processTree } from "../measure/processTree.ts";
import { jobRunsIn, scannedIn, secondsIn, type TimedEvent } from "./eventTimes.ts";
import type { TrafficEngine, TrafficResult, TrafficRound } from "./TrafficResult.ts";

export interface TrafficOptions {
  readonly engines: readonly TrafficEngine[];
  /** How many days each execution is asked for. */
  readonly days: readonly number[];
  readonly points: number;
  readonly rounds: number;
  /** An empty folder. */
  readonly workDir: string;
  readonly tell: (line: string) => void;
}

const zone = "Europe/Brussels";
const first = "2024-03-12";

/** The day `later` days behind the first. */
const dayAt = (later: number) => new Date(Date.parse(first) + later * 86_400_000).toISOString().slice(0, 10);

/** Runs the traffic pipeline, by each engine for each number of days, and each time its query alone. */
export async function measureTraffic(options: TrafficOptions): Promise<TrafficResult> {
  const { engines, days, points, workDir, tell } = options;
  const [load = 0] = loadavg();
  const raw = join(workDir, "raw");
  const span = spanOf({ from: dayAt(-1), days: Math.max(...days) + 2, zone });
  const { records } = await writeTraffic({ ...span, folder: raw, points });
  tell(`${records} records of ${Math.max(...days) + 2} days`);
  const done: TrafficRound[] = [];
  for (const engine of engines) done.push(...(await measureEngine(engine, raw, options)));
  return { at: new Date().toISOString(), points, cores: availableParallelism(), load, rounds: done };
}

/** On a host of its own. */
async function measureEngine(engine: TrafficEngine, raw: string, options: TrafficOptions): Promise<TrafficRound[]> {
  const { days, rounds, workDir, tell } = options;
  const config = { "sluice:pipelines": '["traffic"]', "sluice:trafficEngine": engine };
  const stateDir = join(workDir, engine);
  await using host = await openHost("dev", stateDir, { fresh: true, config });
  await upload(host, raw);
  const done: TrafficRound[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const count of days) {
      const made = { engine, ...(await measureRound(host, { raw, workDir, stateDir, count })) };
      done.push(made);
      tell(
        `${engine}, ${count} days: query alone ${made.bare.toFixed(1)} s, repartition ${made.repartition.toFixed(1)} s, all ${made.pipeline.toFixed(1)} s`,
      );
    }
  }
  return done;
}

async function upload(host: OpenHost, raw: string): Promise<void> {
  const s3 = new S3Client({ ...host.host.clientConfig("eu-west-1"), forcePathStyle: true });
  const files = readdirSync(raw, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  await inParallel(files, 4, async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    const params = { Bucket: bucketOf(host), Key: relative(raw, path), Body: createReadStream(path) };
    await new Upload({ client: s3, params }).done();
  });
  s3.destroy();
}

const outputsOf = ({ graph }: OpenHost) => graph.outputs.traffic as Readonly<Record<string, string>>;
const bucketOf = (host: OpenHost) => outputsOf(host).rawBucket ?? "";

interface Round {
  readonly raw: string;
  readonly workDir: string;
  readonly stateDir: string;
  readonly count: number;
}

async function measureRound(host: OpenHost, { raw, workDir, stateDir, count }: Round) {
  const [from, to] = [first, dayAt(count - 1)];
  const out = join(workDir, "bare");
  const bare = await measured("node", [join(import.meta.dirname, "bare.ts"), raw, from, to, out], process.env);
  const rows = await rowsIn(out);
  await rm(out, { recursive: true });
  const found = await runPipeline(host, stateDir, { from, to });
  return { days: count, rows, bare: Number(bare.stdout), barePeakBytes: bare.peakBytes, ...found };
}

async function rowsIn(folder: string): Promise<number> {
  await using database = await openDatabase();
  const [counted] = await database.rows("SELECT sum(num_rows) AS rows FROM parquet_file_metadata($files)", {
    files: join(folder, "**/*.parquet"),
  });
  return Number(counted?.rows);
}

/** @throws Error where the execution fails */
async function runPipeline(host: OpenHost, stateDir: string, days: { readonly from: string; readonly to: string }) {
  const events: TimedEvent[] = [];
  const off = host.host.events.on((event) => events.push([Date.now(), event]));
  const sfn = new SFNClient(host.host.clientConfig("eu-west-1"));
  const since = performance.now();
  let peakBytes = 0;
  try {
    const machine = { stateMachineArn: outputsOf(host).machine, input: JSON.stringify(days) };
    const { executionArn } = await sfn.send(new StartExecutionCommand(machine));
    for (;;) {
      const { status, error, cause } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
      if (status === "SUCCEEDED") break;
      if (status !== "RUNNING") throw new Error(`${status}: ${error}, ${cause}`);
      const resident = processTree(process.pid).reduce((sum, each) => sum + each.resident, 0);
      peakBytes = Math.max(peakBytes, resident);
      await setTimeout(100);
    }
    const pipeline = (performance.now() - since) / 1000;
    const repartition = secondsIn(events, executionArn ?? "", "Repartition");
    const byJobs = jobRunsIn(events).map((run) => scannedByJob(stateDir, run));
    const scannedBytes = byJobs.reduce((sum, bytes) => sum + bytes, scannedIn(events));
    return { pipeline, repartition, peakBytes, scannedBytes };
  } finally {
    off();
    sfn.destroy();
  }
}

/** As the last line of a job run's log tells. */
function scannedByJob(stateDir: string, run: string): number {
  const lines = readFileSync(jobRunLogFile(stateDir, "eu-west-1", run, "output"), "utf8").split("\n");
  const last = lines.findLast((line) => line.includes('"queried"')) ?? "{}";
  return (JSON.parse(last.slice(last.indexOf("{"))) as { scannedBytes?: number }).scannedBytes ?? 0;
}
