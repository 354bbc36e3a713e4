import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { projectFolder } from "../../../local/cli/folders.ts";

/** A project's folder, which goes when it is disposed of. */
export interface MadeProject extends Disposable {
  readonly folder: string;
}

/**
 * Makes the folder of a small project, with the packages of this one.
 * @param files texts by path; `@core/` in them stands for this project's folder core/
 */
export function makeProject(files: Readonly<Record<string, string>>): MadeProject {
  const folder = mkdtempSync(join(tmpdir(), "sluice-project-"));
  symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
  const core = pathToFileURL(join(projectFolder, "core/")).href;
  for (const [path, text] of Object.entries({ "package.json": '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text.replaceAll("@core/", core));
  }
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}
