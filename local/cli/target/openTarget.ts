import { openStack, type TargetOptions } from "./openStack.ts";
import type { Target } from "./Target.ts";
import { withCsvLake } from "./withCsvLake.ts";

/**
 * The target that the command line names, for a verb that works with csv-lake.
 * @throws SluiceError `cli.no_pipeline` where its stack has none, and as `openStack` does
 */
export async function openTarget(options: TargetOptions): Promise<Target> {
  await using opened = new AsyncDisposableStack();
  const target = withCsvLake(opened.use(await openStack(options)));
  opened.move();
  return target;
}
