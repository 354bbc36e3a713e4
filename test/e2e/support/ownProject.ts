import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { projectFolder } from "../../../local/cli/folders.ts";

/** A project on disk, removed with all that it holds. */
export interface OwnProject extends AsyncDisposable {
  readonly folder: string;
}

const sources = ["core", "datasets", "infra", "jobs", "lambdas", "local", "stacks"];
const settings = ["package.json", "tsconfig.json", "Pulumi.yaml", "Pulumi.dev.yaml"];
/** What is installed, and never written to. */
const installed = ["node_modules", ".spark"];

/**
 * A copy of this project whose datasets are those that a module exports, as whoever uses it would have: the module lies in
 * `datasets/`, and the registry names its contracts and no others.
 * @param module of contracts, in `test/e2e/support/datasets/`
 */
export async function ownProject(module: URL): Promise<OwnProject> {
  const folder = await mkdtemp(join(tmpdir(), "sluice-own-"));
  const isSource = (path: string) => !path.endsWith("__pycache__");
  const copies = [...sources, ...settings].map((name) =>
    cp(join(projectFolder, name), join(folder, name), { recursive: true, filter: isSource }),
  );
  await Promise.all(copies);
  for (const name of installed) await symlink(join(projectFolder, name), join(folder, name));
  await addDatasets(folder, fileURLToPath(module));
  return { folder, [Symbol.asyncDispose]: async () => await rm(folder, { recursive: true }) };
}

async function addDatasets(folder: string, module: string): Promise<void> {
  const name = basename(module);
  const text = await readFile(module, "utf8");
  await writeFile(join(folder, "datasets", name), text.replaceAll('"../../../../core/', '"../core/'));
  await writeFile(
    join(folder, "datasets/registry.ts"),
    `import type { Contract } from "../core/contract/Contract.ts";
import * as own from "./${name}";

export const registry: ReadonlyMap<string, Contract> = new Map(
  Object.values<Contract>(own).map((contract) => [contract.name, contract]),
);
`,
  );
}
