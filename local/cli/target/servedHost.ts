import { SluiceError } from "../../../core/errors.ts";
import { projectFolder } from "../folders.ts";
import { hostProgram } from "../hostProgram.ts";
import { type HostFile, readHostFile } from "./hostFile.ts";
import { healthOf, hostTarget } from "./hostTarget.ts";
import { programHash } from "./programHash.ts";
import { sourceHash } from "./sourceHash.ts";
import type { StackOutputs } from "./stackOutputs.ts";
import type { LocalTarget } from "./Target.ts";

/**
 * The host that keeps serving on a folder of state; undefined where none does, whatever an ended one has left.
 * @param stack that it must serve, as the project's folder has it now. @default any
 * @throws SluiceError `cli.other_stack`, `cli.host_outdated`
 */
export async function servedHost(stateDir: string, stack?: string): Promise<LocalTarget<StackOutputs> | undefined> {
  const file = readHostFile(stateDir);
  if (file === undefined) return undefined;
  const health = await healthOf(file.endpoint).catch(() => undefined);
  if (health?.pid !== file.pid) return undefined;
  if (stack !== undefined) {
    requireStack(file, stack);
    await requireCurrent(file, stateDir);
  }
  return hostTarget({ endpoint: file.endpoint, stateDir }, health);
}

function requireStack({ endpoint, stack: served, pid }: HostFile, stack: string): void {
  if (served === stack) return;
  throw new SluiceError("cli.other_stack", `The host serves stack ${served}, not ${stack}`, {
    where: endpoint,
    mend: `give --stack ${served}, or --state and another folder, or end process ${pid} and start npx sluice up --stack ${stack}`,
  });
}

/** Equal sources are the same program; other sources may still be, as where a comment was changed. */
async function requireCurrent({ endpoint, stack, sources, program, pid }: HostFile, stateDir: string): Promise<void> {
  if (sourceHash(projectFolder) === sources) return;
  if ((await programHash(await hostProgram(stack, stateDir))) === program) return;
  throw new SluiceError("cli.host_outdated", "The program has changed since the host loaded it", {
    where: endpoint,
    mend: `end process ${pid} (Ctrl-C where it runs) and start npx sluice up again`,
  });
}
