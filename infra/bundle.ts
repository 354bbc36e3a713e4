import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, relative } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { build } from "esbuild";
import { SluiceError } from "../core/errors.ts";
import { projectRoot } from "./projectRoot.ts";

/** What esbuild made of a handler. */
interface Bundled {
  readonly code: string;
  readonly usesDuckdb: boolean;
}

let bundles: Promise<Map<string, Bundled>> | undefined;

/**
 * The deployment archive of a function: its handler and all that it imports in one ES module, and, where that uses
 * DuckDB, DuckDB's packages with the binding for Lambda (linux-x64, glibc) whatever machine builds it. The first call
 * builds the handlers of all functions at once, since they share most of what they import.
 * @param handler folder under lambdas/
 * @throws SluiceError `infra.no_handler`, or `infra.duckdb_binding_missing` where that binding is not installed.
 */
export async function bundle(handler: string): Promise<pulumi.asset.Archive> {
  bundles ??= buildAll();
  const bundled = (await bundles).get(handler);
  if (bundled === undefined) {
    throw new SluiceError("infra.no_handler", `There is no lambdas/${handler}/handler.ts`, { mend: "write it" });
  }
  return new pulumi.asset.AssetArchive({
    "index.mjs": new pulumi.asset.StringAsset(bundled.code),
    ...(bundled.usesDuckdb ? duckdbPackages() : {}),
  });
}

/** Nothing is written to disk, where another process that builds the same would find half a file. */
async function buildAll(): Promise<Map<string, Bundled>> {
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
    external: ["@duckdb/*"],
    metafile: true,
    minifyWhitespace: true,
    minifySyntax: true,
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
  const made = outputFiles.map(({ path, text }): [string, Bundled] => {
    const imports = metafile.outputs[relative(projectRoot, path).replaceAll("\\", "/")]?.imports ?? [];
    return [basename(dirname(path)), { code: text, usesDuckdb: imports.some(fromDuckdb) }];
  });
  return new Map(made);
}

function fromDuckdb({ path }: { readonly path: string }): boolean {
  return path.startsWith("@duckdb/");
}

function handlers(): string[] {
  const folders = readdirSync(`${projectRoot}lambdas`);
  return folders.map((folder) => `lambdas/${folder}/handler.ts`).filter((file) => existsSync(`${projectRoot}${file}`));
}

function duckdbPackages(): pulumi.asset.AssetMap {
  const names = ["@duckdb/node-api", "@duckdb/node-bindings", "@duckdb/node-bindings-linux-x64", "detect-libc"];
  return Object.fromEntries(
    names.map((name) => [`node_modules/${name}`, new pulumi.asset.FileArchive(packageFolder(name))]),
  );
}

function packageFolder(name: string): string {
  const folder = `${projectRoot}node_modules/${name}`;
  if (existsSync(folder)) return folder;
  const { version } = createRequire(import.meta.url)("@duckdb/node-bindings/package.json");
  throw new SluiceError("infra.duckdb_binding_missing", `The package ${name} is not installed`, {
    where: dirname(folder),
    mend: `run npm install --no-save --force --os=linux --cpu=x64 ${name}@${version}`,
  });
}
