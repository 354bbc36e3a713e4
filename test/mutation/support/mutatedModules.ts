import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { projectFolder } from "../../../local/cli/folders.ts";
import type { Mutant } from "./Mutant.ts";
import { mutatedSource } from "./mutatedSource.ts";

const key = "mutant";

interface MutatedModules {
  addressOf(file: string, mutant: number): string;
  isRead(mutant: number): boolean;
}

/**
 * Lets modules of the project be imported anew with one of them mutated: `?mutant=3` behind a module's address is passed on
 * to all of the project that it imports, and the file of the third mutant is read with its change.
 *
 * @returns the address of a file in the world of a mutant, and whether a mutant's own file has been read
 * @see https://nodejs.org/api/module.html#moduleregisterhooksoptions
 */
export function mutatedModules(mutants: readonly Mutant[]): MutatedModules {
  const read = new Set<number>();
  const project = pathToFileURL(projectFolder).href;
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const number = new URL(context.parentURL ?? "file:///").searchParams.get(key);
      const isOwn = resolved.url.startsWith(project) && !resolved.url.includes("/node_modules/");
      return number === null || !isOwn ? resolved : { ...resolved, url: `${resolved.url}?${key}=${number}` };
    },
    load(url, context, next) {
      const number = url.startsWith("file:") ? new URL(url).searchParams.get(key) : null;
      const mutant = number === null ? undefined : mutants[Number(number)];
      const path = mutant === undefined ? "" : fileURLToPath(url);
      if (mutant === undefined || path !== join(projectFolder, mutant.file)) return next(url, context);
      read.add(Number(number));
      const source = mutatedSource(readFileSync(path, "utf8"), mutant);
      return { format: "module-typescript", source, shortCircuit: true };
    },
  });
  return {
    addressOf: (file, mutant) => `${pathToFileURL(join(projectFolder, file)).href}?${key}=${mutant}`,
    isRead: (mutant) => read.has(mutant),
  };
}
