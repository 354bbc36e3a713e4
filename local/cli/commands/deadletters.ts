import { SQSClient } from "@aws-sdk/client-sqs";
import { SluiceError } from "../../../core/errors.ts";
import { arnRegion } from "../../arnRegion.ts";
import type { DeadLetter } from "../deadLetters/deadLetterOf.ts";
import { lookInto } from "../deadLetters/lookInto.ts";
import { type Redriven, redrive } from "../deadLetters/redrive.ts";
import { exitCodes } from "../exitCodes.ts";
import { printable } from "../printable.ts";
import { openStack, type TargetOptions } from "../target/openStack.ts";
import type { StackOutputs } from "../target/stackOutputs.ts";
import type { Target } from "../target/Target.ts";

export interface DeadLettersOptions extends TargetOptions {
  readonly redrive?: boolean;
  readonly json?: boolean;
}

/** A dead-letter queue and what lies in it. */
interface Looked {
  /** ARN. */
  readonly queue: string;
  readonly letters: readonly DeadLetter[];
  readonly redriven?: Redriven;
}

/**
 * Lists what could not be delivered, queue by queue, and where asked sends it on its way again.
 * @throws SluiceError `cli.no_dead_letters` where the stack names no dead-letter queue
 */
export async function deadletters(options: DeadLettersOptions): Promise<void> {
  await using target = await openStack(options);
  const found: Looked[] = [];
  for (const queue of queuesOf(target)) {
    const sqs = new SQSClient(target.clientConfig(arnRegion(queue)));
    try {
      const letters = await lookInto(sqs, queue);
      const again = options.redrive === true && letters.length > 0;
      found.push({ queue, letters, ...(again && { redriven: await redrive(sqs, queue) }) });
    } finally {
      sqs.destroy();
    }
  }
  process.stdout.write(options.json ? `${JSON.stringify(found, null, 2)}\n` : format(found));
  if (found.some(({ redriven }) => redriven?.failure !== undefined)) process.exitCode = exitCodes.runFailed.code;
}

function queuesOf({ outputs, where }: Target<StackOutputs>): readonly string[] {
  if (outputs.deadLetterQueues !== undefined) return outputs.deadLetterQueues;
  throw new SluiceError("cli.no_dead_letters", "The stack's outputs name no dead-letter queues", {
    where,
    mend: "deploy the stack as it is now",
  });
}

function format(found: readonly Looked[]): string {
  const filled = found.filter(({ letters }) => letters.length > 0);
  if (filled.length === 0) return `Nothing lies in the ${found.length} dead-letter queues.\n`;
  return filled.map(formatQueue).join("\n");
}

function formatQueue({ queue, letters, redriven }: Looked): string {
  const name = `${arnRegion(queue)}  ${queue.split(":").at(-1)}: ${letters.length}`;
  const lines = letters.map(
    ({ about, reason, ageSeconds }) => `  ${age(ageSeconds)}  ${printable(`${about}: ${reason}`)}`,
  );
  const moved =
    redriven && `  ${redriven.moved} moved back${redriven.failure ? `; not more: ${redriven.failure}` : ""}`;
  return `${[name, ...lines, ...(moved ? [moved] : [])].join("\n")}\n`;
}

/** In the largest unit that it fills. */
function age(seconds: number): string {
  const [size, unit] = [[86_400, "d"] as const, [3600, "h"] as const, [60, "min"] as const].find(
    ([each]) => seconds >= each,
  ) ?? [1, "s"];
  return `${Math.floor(seconds / size)} ${unit}`.padStart(7);
}
