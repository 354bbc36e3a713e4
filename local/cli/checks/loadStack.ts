import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Bundle } from "./checkBundles.ts";

/** What a stack declares, as far as it is checked; or why its program cannot be loaded. */
export type LoadedStack =
  | {
      /** How many, components excluded. */
      readonly resources: number;
      readonly regions: readonly string[];
      readonly machines: readonly { readonly name: string; readonly definition: string }[];
      readonly bundles: readonly Bundle[];
    }
  | { readonly problem: string };

/** Loads the program of a project's folder under a stack, in a process of its own. */
export async function loadStack(folder: string, stack: string): Promise<LoadedStack> {
  const child = fork(fileURLToPath(new URL("./stackProcess.ts", import.meta.url)), [folder, stack], {
    silent: true,
    execArgv: [],
  });
  let loaded: LoadedStack | undefined;
  let complaint = "";
  child.on("message", (message) => {
    loaded = message as LoadedStack;
  });
  child.stdout?.resume();
  child.stderr?.on("data", (text) => {
    complaint = `${complaint}${text}`.slice(-2000);
  });
  const [code] = await once(child, "close");
  return loaded ?? { problem: `its process ended with ${code} before it had loaded: ${complaint.trim()}` };
}
