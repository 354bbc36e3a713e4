import { functionSpecs } from "../../program/specs/functionSpecs.ts";
import { machineSpecs } from "../../program/specs/machineSpecs.ts";
import { stackProgram } from "../stackProgram.ts";
import { errorText } from "./errorText.ts";
import type { LoadedStack } from "./loadStack.ts";

// A process that loads the program of a folder under one stack and tells its parent what it declares: modules stay
// loaded, so that a second load in one process would not run the program again.
const [folder = "", stack = ""] = process.argv.slice(2);

async function load(): Promise<LoadedStack> {
  try {
    const graph = await stackProgram(folder, stack);
    return {
      resources: graph.resources.filter(({ component }) => !component).length,
      regions: graph.regions(),
      machines: machineSpecs(graph).map(({ name, definition }) => ({ name, definition })),
      bundles: (await functionSpecs(graph)).map(({ name, files }) => ({ name, files })),
    };
  } catch (error) {
    return { problem: errorText(error) };
  }
}

// What has not been sent when the channel closes is lost.
process.send?.(await load(), () => process.disconnect());
