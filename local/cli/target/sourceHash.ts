import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";

const sources = ["Pulumi*.yaml", "package-lock.json", "{core,datasets,infra,jobs,lambdas,stacks}/**/*"];

/** A hash of the files of a project's folder that its Pulumi program is made of: paths and contents. */
export function sourceHash(folder: string): string {
  const hash = createHash("sha256");
  const files = globSync(sources, { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map(({ parentPath, name }) => join(parentPath, name)).sort()) {
    if (!existsSync(path)) continue;
    const content = readFileSync(path);
    hash.update(JSON.stringify([path, content.length])).update(content);
  }
  return hash.digest("hex");
}
