import { join, resolve } from "node:path";

/** The project's folder. */
export const projectFolder = join(import.meta.dirname, "../..");

/** Folders of state under .sluice/: of the verbs, and of the demo. */
export const stateFolders = {
  local: join(projectFolder, ".sluice/local"),
  demo: join(projectFolder, ".sluice/demo"),
} as const;

/** The folder of state that a verb works on: the one given, from where the command was called, or the verb's own. */
export function stateFolder(own: keyof typeof stateFolders, given: string | undefined): string {
  return given === undefined ? stateFolders[own] : resolve(given);
}
