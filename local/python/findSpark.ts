import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { SluiceError } from "../../core/errors.ts";
import { findJava } from "./findJava.ts";
import { findPython } from "./findPython.ts";
import { requirementsHash } from "./requirementsHash.ts";
import { jarFiles, placesIn, sparkFolder } from "./sparkFolder.ts";

/** What a PySpark job of this machine runs with. */
export interface SparkPlace {
  /** Path of a Python that has the packages of jobs/spark/requirements.txt. */
  readonly python: string;
  /** Paths of the jars with which Spark reads and writes S3 addresses. */
  readonly jars: readonly string[];
  /** Home of the Java to run with; undefined where the one that Spark finds by itself will do. */
  readonly javaHome: string | undefined;
}

export interface FindSparkOptions {
  /** @default .spark of the project */
  readonly folder?: string;
  /** @default the process's own */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Finds what `sluice setup spark` made, and a Java for it.
 * @throws SluiceError `spark.not_set_up`, which names all that is missing and the commands that mend it
 */
export async function findSpark({
  folder = sparkFolder,
  env = process.env,
}: FindSparkOptions = {}): Promise<SparkPlace> {
  const places = placesIn(folder);
  const [isMade, javaHome] = await Promise.all([isSetUp(folder), findJava(env)]);
  if (isMade && javaHome !== undefined) {
    return { python: places.python, jars: jarFiles.map((file) => join(places.jars, file)), javaHome };
  }
  throw notSetUp(folder, isMade, javaHome === undefined, (await findPython(env)) === undefined);
}

/** Whether a folder holds, whole, what `setUpSpark` makes of today's requirements. */
export async function isSetUp(folder: string): Promise<boolean> {
  const { stamp, python, jars } = placesIn(folder);
  const found = await readFile(stamp, "utf8").catch(() => "");
  if (found !== (await requirementsHash())) return false;
  const files = [python, ...jarFiles.map((file) => join(jars, file))];
  const there = await Promise.allSettled(files.map((file) => access(file)));
  return there.every(({ status }) => status === "fulfilled");
}

function notSetUp(folder: string, isMade: boolean, lacksJava: boolean, lacksPython: boolean): SluiceError {
  const missing = [
    ...(lacksJava ? ["Java 17"] : []),
    ...(lacksPython && !isMade ? ["Python 3.11"] : []),
    ...(isMade ? [] : ["its Python packages and jars"]),
  ];
  const mends = [
    ...(lacksJava
      ? ["install Java 17 (Debian: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk@17)"]
      : []),
    ...(lacksPython && !isMade ? ["install Python 3.11 with venv (Debian: apt-get install python3-venv)"] : []),
    ...(isMade ? [] : ["run npx sluice setup spark"]),
  ];
  return new SluiceError("spark.not_set_up", `Spark cannot run here without ${missing.join(", ")}`, {
    where: folder,
    mend: mends.join(", then "),
  });
}
