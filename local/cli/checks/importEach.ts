import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { errorText } from "./errorText.ts";

/** What the modules of a folder export, and which of them cannot be loaded. */
export interface Imported {
  /** Modules by their path in the folder, `/`-separated. */
  readonly modules: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly problems: readonly string[];
}

/** Imports each of the modules that a glob pattern finds in a folder, whatever becomes of the others. */
export async function importEach(folder: string, pattern: string): Promise<Imported> {
  const modules = new Map<string, Record<string, unknown>>();
  const problems: string[] = [];
  for (const found of globSync(pattern, { cwd: folder }).sort()) {
    const path = found.replaceAll("\\", "/");
    try {
      modules.set(path, await import(/* @vite-ignore */ pathToFileURL(join(folder, path)).href));
    } catch (error) {
      problems.push(`${path}: ${errorText(error)}`);
    }
  }
  return { modules, problems };
}
