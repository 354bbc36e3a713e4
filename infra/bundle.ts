import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { SluiceError } from "../core/errors.ts";
import { bundled } from "./bundled.ts";
import { projectRoot } from "./projectRoot.ts";

/**
 * The deployment archive of a function: its handler and all that it imports in one ES module, and, where that uses
 * DuckDB, DuckDB's packages with the binding for Lambda (linux-x64, glibc) whatever machine builds it.
 * @param handler folder under lambdas/
 * @throws SluiceError `infra.no_handler`, or `infra.duckdb_binding_missing` where that binding is not installed.
 */
export async function bundle(handler: string): Promise<pulumi.asset.Archive> {
  const { code, usesDuckdb, sqlFiles } = await bundled(handler);
  return new pulumi.asset.AssetArchive({
    "index.mjs": new pulumi.asset.StringAsset(code),
    ...Object.fromEntries(
      sqlFiles.map((path) => [basename(path), new pulumi.asset.FileAsset(`${projectRoot}${path}`)]),
    ),
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
