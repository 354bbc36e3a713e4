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

/** Folders of jobs/spark/ that the script imports from. */
const packages = ["sluice_spark", "transforms"];

/**
 * Finds the sources of the Spark job.
 * @param folder @default jobs/spark/ of the project
 */
export function sparkSources(folder: string = `${projectRoot}jobs/spark`): SparkSources {
  const script = join(folder, "csv_to_parquet.py");
  const names = packages.flatMap((name) => pythonFiles(folder, name)).sort();
  const modules = Object.fromEntries(names.map((name) => [name, join(folder, name)]));
  const contents = ["csv_to_parquet.py", ...names].map((name) => [name, readFileSync(join(folder, name), "utf8")]);
  const transforms = new Set(names.flatMap((name) => /^transforms\/([a-z]\w*)\.py$/.exec(name)?.[1] ?? []));
  return { script, modules, transforms, hash: sha256(JSON.stringify(contents)) };
}

/** Without what Python and its tools leave beside the sources. */
function pythonFiles(folder: string, name: string): string[] {
  const files = readdirSync(join(folder, name), { recursive: true, encoding: "utf8" });
  return files.filter((file) => file.endsWith(".py")).map((file) => `${name}/${file.replaceAll("\\", "/")}`);
}
