import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { buildSync } from "esbuild";
import { SluiceError } from "../core/errors.ts";
import { projectRoot } from "./projectRoot.ts";

const bundles = new Map<string, pulumi.asset.Archive>();

/**
 * The deployment archive of a function: its handler and all that it imports in one ES module, and, where that uses
 * DuckDB, DuckDB's packages with the binding for Lambda (linux-x64, glibc) whatever machine builds it.
 * @param handler folder under lambdas/
 * @throws SluiceError `infra.duckdb_binding_missing` where that binding is not installed.
 */
export function bundle(handler: string): pulumi.asset.Archive {
  const archive = bundles.get(handler) ?? build(handler);
  bundles.set(handler, archive);
  return archive;
}

function build(handler: string): pulumi.asset.Archive {
  const outfile = `${projectRoot}.sluice/build/${handler}/index.mjs`;
  const { metafile } = buildSync({
    absWorkingDir: projectRoot,
    entryPoints: [`lambdas/${handler}/handler.ts`],
    outfile,
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
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const usesDuckdb = imports.some(({ path }) => path.startsWith("@duckdb/"));
  return new pulumi.asset.AssetArchive({
    "index.mjs": new pulumi.asset.FileAsset(outfile),
    ...(usesDuckdb ? duckdbPackages() : {}),
  });
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
