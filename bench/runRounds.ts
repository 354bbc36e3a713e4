import { execFileSync } from "node:child_process";
import { createReadStream, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Contestant } from "./contestants.ts";
import { type Measured, measured } from "./measure/measured.ts";
import type { Found } from "./Result.ts";

interface Round extends Measured, Written {
  readonly workSeconds: number | undefined;
}

interface Written {
  readonly files: number;
  readonly outputBytes: number;
}

/**
 * Runs every contestant once a round, one after the other, so that whatever slows the machine for a while slows all; each
 * round begins with another. Before each the source is read and all that is written lies on disk, so that none waits for
 * what the one before it left behind. One that a signal ends (out of memory, say) does not end the round.
 * @param workDir takes the output of one run at a time
 */
export async function runRounds(
  contestants: readonly Contestant[],
  rounds: number,
  source: string,
  workDir: string,
  env: NodeJS.ProcessEnv,
  tell: (line: string) => void,
): Promise<Found[]> {
  const runs = new Map<string, Round[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    const first = (round - 1) % Math.max(1, contestants.length);
    for (const contestant of [...contestants.slice(first), ...contestants.slice(0, first)]) {
      await settle(source);
      const done = await runOnce(contestant, source, workDir, env);
      runs.get(contestant.name)?.push(done);
      const crashed = done.crash === undefined ? "" : `, crashed by ${done.crash}`;
      tell(`round ${round} of ${rounds}: ${contestant.name} ${done.seconds.toFixed(1)} s${crashed}`);
    }
  }
  return [...runs].map(([name, each]) => found(name, each));
}

/** Waits until the system has written what it holds back, and reads the source into its cache. */
async function settle(source: string): Promise<void> {
  execFileSync("sync");
  const reading = createReadStream(source, { highWaterMark: 1 << 20 });
  for await (const _ of reading);
}

async function runOnce(
  contestant: Contestant,
  source: string,
  workDir: string,
  env: NodeJS.ProcessEnv,
): Promise<Round> {
  const folder = mkdtempSync(join(workDir, "out-"));
  try {
    const [command, ...args] = contestant.command(source, folder);
    const run = await measured(command, args, { ...env, ...contestant.env });
    const workSeconds = run.crash === undefined ? contestant.workSeconds?.(run.stdout) : undefined;
    return { ...run, workSeconds, ...writtenTo(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writtenTo(folder: string): Written {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".parquet"));
  const outputBytes = paths.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
  return { files: paths.length, outputBytes };
}

function found(name: string, all: readonly Round[]): Found {
  const rounds = all.filter(({ crash }) => crash === undefined);
  const crashes = all.flatMap(({ crash }) => crash ?? []);
  const workSeconds = rounds.flatMap((round) => round.workSeconds ?? []);
  return {
    name,
    seconds: rounds.map(({ seconds }) => seconds),
    ...(workSeconds.length === 0 ? {} : { workSeconds }),
    peakBytes: rounds.map(({ peakBytes }) => peakBytes),
    files: rounds.at(-1)?.files ?? 0,
    outputBytes: rounds.at(-1)?.outputBytes ?? 0,
    ...(crashes.length === 0 ? {} : { crashes }),
  };
}
