import { stackProgram } from "../../../local/cli/stackProgram.ts";
import { Pipeline } from "../faults/support/Pipeline.ts";
import { ownProject } from "./ownProject.ts";

/** The whole program of a project of one's own, on a host. */
export interface OwnPipeline extends AsyncDisposable {
  /** Of the project. */
  readonly folder: string;
  readonly pipeline: Pipeline;
}

/**
 * Starts the program of a project whose datasets are those that a module exports.
 * @param module as `ownProject` takes it
 * @param config before that of the stack `dev`
 */
export async function ownPipeline(module: URL, config: Readonly<Record<string, string>> = {}): Promise<OwnPipeline> {
  await using held = new AsyncDisposableStack();
  const { folder } = held.use(await ownProject(module));
  const pipeline = held.use(await Pipeline.start(await stackProgram(folder, "dev", config)));
  const kept = held.move();
  return { folder, pipeline, [Symbol.asyncDispose]: async () => await kept.disposeAsync() };
}
