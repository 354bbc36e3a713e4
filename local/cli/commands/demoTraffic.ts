import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spanOf } from "../../../jobs/traffic/generator/spanOf.ts";
import { type WrittenTraffic, writeTraffic } from "../../../jobs/traffic/generator/writeTraffic.ts";
import { causeText } from "../causeText.ts";
import { exitCodes } from "../exitCodes.ts";
import { stateFolder } from "../folders.ts";
import { type OpenHost, openHost } from "../openHost.ts";
import { shownTask } from "../shownTask.ts";
import { StepFunctions } from "../target/StepFunctions.ts";
import { followRepartition, type Repartitioned } from "../traffic/followRepartition.ts";
import { formatTraffic } from "../traffic/formatTraffic.ts";
import { lookAtTraffic } from "../traffic/lookAtTraffic.ts";
import { planDays } from "../traffic/planRepartition.ts";
import { quickClock } from "../traffic/quickClock.ts";
import { trafficPipeline } from "../traffic/TrafficPipeline.ts";
import { uploadTraffic } from "../traffic/uploadTraffic.ts";

export interface DemoTrafficOptions {
  readonly stack: string;
  readonly state?: string;
  /** Measuring points, each of which gives a record a minute. */
  readonly points: number;
  readonly json?: boolean;
}

/** Two working days: the first has no day before it to look back to, the second has. */
const days = ["2024-03-26", "2024-03-27"] as const;
const zone = "Europe/Brussels";

/**
 * Lands two days of made-up traffic in a fresh state, files them by event time, as two daily executions would, and
 * draws how a location went. What machines wait for comes fifteen times as soon.
 */
export async function demoTraffic({ stack, state, points, json = false }: DemoTrafficOptions): Promise<void> {
  await using cleanup = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "sluice-traffic-"));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));

  const open = await shownTask({ title: "Load the Pulumi program and start its host", json }, () =>
    openHost(stack, stateFolder("demo", state), {
      fresh: true,
      deliver: false,
      clock: quickClock(15),
      config: { "sluice:pipelines": '["traffic"]' },
    }),
  );
  cleanup.use(open);
  const landed = await shownTask({ title: `Land two days of ${points} measuring points`, json }, () =>
    land(open, folder, points),
  );
  const runs = await fileDays(open, json);
  const failed = runs.find(({ status }) => status !== "SUCCEEDED");
  if (failed) return reportFailure(failed, open, json);
  const look = await shownTask({ title: "Ask Athena", json }, () => lookAtTraffic(open, trafficPipeline(open)));
  const text = `\n${formatTraffic(look, { ...landed, points })}\n`;
  process.stdout.write(json ? `${JSON.stringify({ runs, landed, look }, null, 2)}\n` : text);
}

async function land(
  open: OpenHost,
  folder: string,
  points: number,
): Promise<Pick<WrittenTraffic, "records" | "bytes">> {
  const span = spanOf({ from: days[0], days: days.length, zone });
  const { records, bytes, files } = await writeTraffic({ ...span, zone, folder, points });
  await uploadTraffic(open, trafficPipeline(open), folder, files);
  return { records, bytes };
}

/** Day by day, to the first that fails. */
async function fileDays(open: OpenHost, json: boolean): Promise<Repartitioned[]> {
  using states = new StepFunctions(open);
  const runs: Repartitioned[] = [];
  for (const day of days) {
    const plan = planDays({ day });
    const run = await shownTask({ title: `Repartition ${day}`, json }, (tell) =>
      followRepartition(open, states, plan, tell),
    );
    runs.push(run);
    if (run.status !== "SUCCEEDED") break;
  }
  return runs;
}

function reportFailure(run: Repartitioned, { options }: Pick<OpenHost, "options">, json: boolean): void {
  const { execution, step, error, cause } = run;
  const told = `${step ?? ""}: ${error ?? ""}: ${causeText(cause)}`;
  const text = `\n${execution} failed: ${told}\n\nGo on: npx sluice repartition --resume ${execution}${options}\n`;
  process.stdout.write(json ? `${JSON.stringify(run, null, 2)}\n` : text);
  process.exitCode = exitCodes.runFailed.code;
}
