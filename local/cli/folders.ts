import { join } from "node:path";

/** The project's folder. */
export const projectFolder = join(import.meta.dirname, "../..");

/** Folders of state under .sluice/: of the verbs, and of the demo. */
export const stateFolders = {
  local: join(projectFolder, ".sluice/local"),
  demo: join(projectFolder, ".sluice/demo"),
} as const;
