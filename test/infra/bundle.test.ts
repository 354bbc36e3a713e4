import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { bundle } from "../../infra/bundle.ts";
import { type ArchiveFile, archiveFiles } from "../../local/program/archiveFiles.ts";

const archives: Record<string, readonly ArchiveFile[]> = {};
const withDuckdb = ["convert-duckdb", "verify"];
const plain = ["trigger", "convert-inline", "compare-schema", "far-region", "find-staged", "commit", "register"];

beforeAll(async () => {
  for (const handler of [...withDuckdb, ...plain]) {
    archives[handler] = await archiveFiles(await bundle(handler), handler);
  }
});

function codeOf(handler: string): string {
  const [file] = (archives[handler] ?? []).filter(({ path }) => path === "index.mjs");
  return file && "text" in file ? file.text : "";
}

/** What a module imports, as a bundler reads it. */
async function importsOf(contents: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: { contents },
    bundle: true,
    treeShaking: false,
    external: ["*"],
    format: "esm",
    platform: "node",
    write: false,
    metafile: true,
  });
  return Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
}

describe.each(withDuckdb)("the archive of %s, which uses DuckDB", (handler) => {
  it("brings DuckDB and its binding for Lambda, whatever machine builds it", () => {
    const paths = archives[handler]?.map(({ path }) => path) ?? [];
    const folders = new Set(paths.map((path) => /^node_modules\/((@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path));
    const binding = "@duckdb/node-bindings-linux-x64";
    expect(folders).toEqual(
      new Set(["index.mjs", "@duckdb/node-api", "@duckdb/node-bindings", binding, "detect-libc"]),
    );
    expect(paths).toContain(`node_modules/${binding}/duckdb.node`);
    expect(paths).toContain(`node_modules/${binding}/libduckdb.so`);
  });

  it("brings every package that those need at run time, the bindings of other machines excepted", () => {
    const manifests = archives[handler]?.filter(({ path }) =>
      /^node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(path),
    );
    const parsed = (manifests ?? []).map((file) => JSON.parse("file" in file ? readFileSync(file.file, "utf8") : ""));
    const needed = parsed.flatMap(({ dependencies = {} }) => Object.keys(dependencies));
    expect(parsed.map(({ name }) => name)).toEqual(expect.arrayContaining(needed));
  });
});

describe.each(plain)("the archive of %s, which does not use DuckDB", (handler) => {
  it("is one module", () => {
    expect(archives[handler]?.map(({ path }) => path)).toEqual(["index.mjs"]);
  });
});

describe.each([...withDuckdb, ...plain])("the module of %s", (handler) => {
  it("exports its handler, and is below 5 MB, so that a cold start reads little", () => {
    expect(codeOf(handler)).toMatch(/export\s*\{[^}]*\bhandler\b[^}]*\}/);
    expect(Buffer.byteLength(codeOf(handler))).toBeLessThan(5_000_000);
  });

  it("imports nothing that its archive does not bring, Node's own modules excepted", async () => {
    const outside = (await importsOf(codeOf(handler))).filter((path) => !isBuiltin(path));
    expect(outside).toEqual(withDuckdb.includes(handler) ? ["@duckdb/node-api"] : []);
  });

  it("brings no infrastructure code along", () => {
    expect(codeOf(handler)).not.toContain("@pulumi/");
  });
});

describe("a handler that there is not", () => {
  it("is refused, naming the file to write", async () => {
    await expect(bundle("convert-nothing")).rejects.toMatchObject({
      code: "infra.no_handler",
      message: expect.stringContaining("lambdas/convert-nothing/handler.ts"),
    });
  });
});

describe("the archive of a function that reads a query", () => {
  it("has the query's file beside its code", async () => {
    const files = await archiveFiles(await bundle("build-query"), "build-query");
    expect(files.map(({ path }) => path)).toEqual(["index.mjs", "transform.sql"]);
    const [, sql] = files;
    expect(sql && "file" in sql && readFileSync(sql.file, "utf8")).toMatch(/^-- Measurements of single lanes/);
  });
});
