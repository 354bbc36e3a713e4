import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "../core/sha256.ts";
import { projectRoot } from "./projectRoot.ts";

/** What a Spark job is deployed of. */
export interface SparkSources {
  /** Path of the script that Glue runs. */
  readonly script: string;
  /** What the script imports, by the path in the archive: `{ "sluice_spark/plan.py": "/..." }`. */
  readonly modules: Readonly<Record<string, string>>;
  /** Names of the transforms among them. */
  readonly transforms: ReadonlySet<string>;
  /** SHA-256, in hex, of all of it: the same for the same sources, wherever they lie. */
  readonly hash: string;
}

/** Scripts in jobs/spark/. */
export type SparkScript = "csv_to_parquet.py" | "query_to_parquet.py";

/** Folders of jobs/spark/ that a script imports from. */
const packages = ["sluice_spark", "transforms"];

/**
 * Finds the sources of a Spark job.
 * @param folder @default jobs/spark/ of the project
 */
export function sparkSources(name: SparkScript, folder: string = `${projectRoot}jobs/spark`): SparkSources {
  const script = join(folder, name);
  const names = packages.flatMap((each) => pythonFiles(folder, each)).sort();
  const modules = Object.fromEntries(names.map((each) => [each, join(folder, each)]));
  const contents = [name, ...names].map((each) => [each, readFileSync(join(folder, each), "utf8")]);
  const transforms = new Set(names.flatMap((each) => /^transforms\/([a-z]\w*)\.py$/.exec(each)?.[1] ?? []));
  return { script, modules, transforms, hash: sha256(JSON.stringify(contents)) };
}

/** Without what Python and its tools leave beside the sources. */
function pythonFiles(folder: string, name: string): string[] {
  const files = readdirSync(join(folder, name), { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".py")).map((file) => `${name}/${file.replaceAll("\\", "/")}`);
}
