import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, relative } from "node:path";
import { build } from "esbuild";
import { SluiceError } from "../core/errors.ts";
import { bundleCache } from "./bundleCache.ts";
import type { HandlerBundle } from "./HandlerBundle.ts";
import { projectRoot } from "./projectRoot.ts";

let bundles: Promise<Map<string, HandlerBundle>> | undefined;

/**
 * A handler and all that it imports as one ES module. The first call builds the handlers of all functions at once, since
 * they share most of what they import.
 * @param handler folder under lambdas/
 * @throws SluiceError `infra.no_handler`
 */
export async function bundled(handler: string): Promise<HandlerBundle> {
  bundles ??= bundleCache.through(buildAll);
  const found = (await bundles).get(handler);
  if (found !== undefined) return found;
  throw new SluiceError("infra.no_handler", `There is no lambdas/${handler}/handler.ts`, { mend: "write it" });
}

async function buildAll(): Promise<Map<string, HandlerBundle>> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: projectRoot,
    entryPoints: handlers(),
    outbase: "lambdas",
    outdir: ".",
    write: false,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node24",
    // Packages' ES modules, of which what nobody imports is left out: AWS's clients load in half the time.
    mainFields: ["module", "main"],
    external: ["@duckdb/*"],
    metafile: true,
    minifyWhitespace: true,
    minifySyntax: true,
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
  const made = outputFiles.map(({ path, text }): [string, HandlerBundle] => {
    const { imports = [], inputs = {} } = metafile.outputs[relative(projectRoot, path).replaceAll("\\", "/")] ?? {};
    const usesDuckdb = imports.some(fromDuckdb);
    return [basename(dirname(path)), { code: text, usesDuckdb, sqlFiles: besideModules(Object.keys(inputs)) }];
  });
  return new Map(made);
}

function fromDuckdb({ path }: { readonly path: string }): boolean {
  return path.startsWith("@duckdb/");
}

function besideModules(modules: readonly string[]): string[] {
  const own = modules.filter((module) => !module.startsWith("node_modules/"));
  const folders = [...new Set(own.map((module) => dirname(module)))];
  return folders.flatMap((folder) =>
    readdirSync(`${projectRoot}${folder}`)
      .filter((name) => name.endsWith(".sql"))
      .map((name) => `${folder}/${name}`),
  );
}

function handlers(): string[] {
  const folders = readdirSync(`${projectRoot}lambdas`);
  return folders.map((folder) => `lambdas/${folder}/handler.ts`).filter((file) => existsSync(`${projectRoot}${file}`));
}
