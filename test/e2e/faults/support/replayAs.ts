import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planReplay } from "../../../../local/cli/replay/planReplay.ts";
import { uploadCorrections } from "../../../../local/cli/replay/uploadCorrections.ts";
import { asRunName } from "../../../../local/cli/runs/asRunName.ts";
import { type Retried, retryRun } from "../../../../local/cli/runs/retryRun.ts";
import { StepFunctions } from "../../../../local/cli/target/StepFunctions.ts";
import type { Target } from "../../../../local/cli/target/Target.ts";

export interface Replaying {
  /** Of the replay itself. */
  readonly run: string;
  readonly ended: Promise<Retried>;
}

/** What the verb `replay` does with a file of this text. */
export async function replayAs(target: Target, of: string, text: string): Promise<Replaying> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-corrections-"));
  const path = join(folder, "corrections.csv");
  try {
    await writeFile(path, text);
    const plan = await planReplay(target, asRunName(of)?.dataset ?? "", of, path);
    if ("already" in plan) throw new Error(`${plan.already} has replayed it`);
    const input = await uploadCorrections(target, plan, { path, size: Buffer.byteLength(text) });
    const states = new StepFunctions(target);
    const start = { attempt: 0, machine: target.outputs.mainMachine, input };
    const ended = retryRun(target, states, input.run, start, () => {}).finally(() => states[Symbol.dispose]());
    return { run: input.run, ended };
  } finally {
    await rm(folder, { recursive: true });
  }
}
