import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { sha256 } from "../core/sha256.ts";
import type { HandlerBundle } from "./HandlerBundle.ts";
import { projectRoot } from "./projectRoot.ts";

/** Handlers, by their folders under lambdas/. */
type Bundles = Map<string, HandlerBundle>;

/** What npm has installed. */
const installed = "node_modules/.package-lock.json";
/** Folders that a handler may import from, and what else says what becomes of it. */
const sources = ["core", "datasets", "jobs", "lambdas", "infra/bundled.ts", "tsconfig.json", installed];

/**
 * Keeps what a build made for whoever builds the same sources later: building takes seconds, in which a local host does
 * not start. A deployment has no cache, nor has a project whose packages something else than npm has installed.
 */
export const bundleCache = {
  /** Where bundles are kept. @default they are not */
  folder: undefined as string | undefined,

  async through(build: () => Promise<Bundles>): Promise<Bundles> {
    if (bundleCache.folder === undefined || !existsSync(join(projectRoot, installed))) return await build();
    const file = join(bundleCache.folder, `bundles-${sourcesHash()}.json`);
    const kept = read(file);
    if (kept !== undefined) return kept;
    const built = await build();
    write(bundleCache.folder, file, built);
    return built;
  },
};

function read(file: string): Bundles | undefined {
  try {
    return new Map(JSON.parse(readFileSync(file, "utf8")) as [string, HandlerBundle][]);
  } catch {
    return undefined;
  }
}

/** By a rename, so that no other process finds half a file. Bundles of other sources are not asked for again. */
function write(folder: string, file: string, built: Bundles): void {
  mkdirSync(folder, { recursive: true });
  const part = `${file}.${process.pid}`;
  writeFileSync(part, JSON.stringify([...built]));
  renameSync(part, file);
  for (const name of readdirSync(folder)) {
    if (name.endsWith(".json") && name !== basename(file)) rmSync(join(folder, name), { force: true });
  }
}

/** Of the texts of all that bundles are built from. */
function sourcesHash(): string {
  const files = sources.flatMap((path) => filesIn(path)).sort();
  return sha256(JSON.stringify(files.map((path) => [path, readFileSync(join(projectRoot, path), "utf8")])));
}

function filesIn(path: string): string[] {
  if (!existsSync(join(projectRoot, path))) return [];
  if (!statSync(join(projectRoot, path)).isDirectory()) return [path];
  const names = readdirSync(join(projectRoot, path), { recursive: true, encoding: "utf8" });
  return names.filter((name) => /\.(ts|sql)$/.test(name)).map((name) => `${path}/${name}`);
}
