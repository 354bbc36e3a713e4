import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Execution } from "../services/states/Execution.ts";
import { ExecutionStore } from "../services/states/ExecutionStore.ts";

/**
 * The executions of a run that a folder of state keeps, oldest first: of every machine, region and attempt.
 * @param run a run's id, or the name of one of its executions
 */
export function executionsOf(stateDir: string, run: string): Execution[] {
  const named = new RegExp(`^${RegExp.escape(run)}(-\\d+)?$`);
  return foldersIn(stateDir)
    .flatMap((region) =>
      foldersIn(join(stateDir, region, "states")).flatMap((name) =>
        new ExecutionStore(stateDir, { region, name }).all().filter(({ state }) => named.test(state.name)),
      ),
    )
    .sort((a, b) => a.state.startDate.localeCompare(b.state.startDate));
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}
