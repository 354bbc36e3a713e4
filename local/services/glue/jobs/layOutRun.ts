import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { SluiceError } from "../../../../core/errors.ts";
import type { JobSpec } from "../../../program/specs/jobSpecs.ts";
import type { SparkPlace } from "../../../python/findSpark.ts";
import { AwsError } from "../../kernel/AwsError.ts";
import type { JobHost } from "./JobHost.ts";
import type { JobRun } from "./JobRun.ts";
import type { RunArguments } from "./runArguments.ts";
import { sparkDefaults } from "./sparkDefaults.ts";

/** A run that is ready to be started. */
export interface LaidOutRun {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workFolder: string;
  /** Holds how the script failed, once it has. */
  readonly failureFile: string;
}

const bootstrap = fileURLToPath(new URL("./bootstrap.py", import.meta.url));
/** In place of the configuration of AWS that whoever runs the host may have. */
const emptyConfiguration = "aws-config";
const logSettings = fileURLToPath(new URL("./log4j2.properties", import.meta.url));

/**
 * Fetches a run's script and files from their buckets, as the job's role, and settles its environment. All of it, and all
 * that the run keeps, is in the folder that is given.
 *
 * @throws SluiceError `glue.launch`, in Glue's words, where a file is missing
 */
export async function layOutRun(
  { spec, run, given, folder }: { spec: JobSpec; run: JobRun; given: RunArguments; folder: string },
  host: JobHost,
): Promise<LaidOutRun> {
  const spark = await host.findSpark();
  const place = (name: string) => join(folder, name);
  const [scripts, modules, jars, workFolder, conf, scratch] = ["script", "modules", "jars", "work", "conf", "tmp"].map(
    place,
  ) as [string, string, string, string, string, string];
  for (const each of [scripts, modules, jars, workFolder, conf, scratch]) await mkdir(each, { recursive: true });
  const fetched = async (uris: readonly string[], to: string) =>
    await Promise.all(uris.map((uri) => fetchObject(uri, to, spec, host)));
  const [script = ""] = await fetched([spec.scriptLocation], scripts);
  const pyFiles = await fetched(given.pyFiles, modules);
  await fetched(given.files, workFolder);
  const extraJars = await fetched(given.jars, jars);
  const setting = { address: host.address, region: spec.region, buckets: host.buckets, scratch, conf: given.conf };
  const text = sparkDefaults({ ...setting, ...machine(run), jars: [...spark.jars, ...extraJars] });
  await writeFile(join(conf, "spark-defaults.conf"), text);
  await copyFile(logSettings, join(conf, "log4j2.properties"));
  await writeFile(place(emptyConfiguration), "");
  const failureFile = join(folder, "failure.txt");
  return {
    command: spark.python,
    arguments: [bootstrap, failureFile, script, ...given.script],
    environment: environment({ spec, host, spark, folder, conf, scratch, pyFiles }),
    workFolder,
    failureFile,
  };
}

async function fetchObject(uri: string, to: string, { roleArn, region }: JobSpec, host: JobHost): Promise<string> {
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  host.record(roleArn, region, "s3:GetObject", `arn:aws:s3:::${bucket}/${key}`);
  const target = join(to, basename(key) || "file");
  await copyFile(fileOf(bucket, key, host), target);
  return target;
}

function fileOf(bucket: string, key: string, host: JobHost): string {
  const missing = (why: string) =>
    new SluiceError(
      "glue.launch",
      `LAUNCH ERROR | Error downloading from S3 for bucket: ${bucket}, key: ${key}.${why}`,
    );
  try {
    const found = host.objects(bucket, key).find((object) => object.key === key);
    if (found !== undefined) return found.path;
  } catch (error) {
    if (error instanceof AwsError) throw missing(error.message.replace(/\.$/, ""));
    throw error;
  }
  throw missing("The specified key does not exist");
}

const gigabyte = 1024;

/** A worker has four cores and sixteen gigabytes a DPU; here all of them are one process, which leaves the machine room. */
function machine(run: JobRun): { cores: number; memoryMegabytes: number } {
  const cores = Math.max(1, Math.min(availableParallelism(), 4 * run.workers));
  const quarter = Math.floor(totalmem() / 2 ** 20 / 4);
  return { cores, memoryMegabytes: Math.min(10 * gigabyte, Math.max(gigabyte, quarter)) };
}

function environment(parts: {
  spec: JobSpec;
  host: JobHost;
  spark: SparkPlace;
  folder: string;
  conf: string;
  scratch: string;
  pyFiles: readonly string[];
}): Record<string, string> {
  const { spec, host, spark, scratch } = parts;
  const empty = join(parts.folder, emptyConfiguration);
  return {
    AWS_ENDPOINT_URL: `http://${host.address}`,
    AWS_REGION: spec.region,
    AWS_DEFAULT_REGION: spec.region,
    AWS_ACCESS_KEY_ID: host.accessKeyOf(spec.roleArn),
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_SESSION_TOKEN: "local",
    AWS_CONFIG_FILE: empty,
    AWS_SHARED_CREDENTIALS_FILE: empty,
    AWS_EC2_METADATA_DISABLED: "true",
    SPARK_CONF_DIR: parts.conf,
    SPARK_LOCAL_IP: "127.0.0.1",
    PYSPARK_PYTHON: spark.python,
    PYTHONPATH: parts.pyFiles.join(":"),
    PYTHONUNBUFFERED: "1",
    PYTHONDONTWRITEBYTECODE: "1",
    HOME: scratch,
    TMPDIR: scratch,
    LANG: "C.UTF-8",
    TZ: "UTC",
    PATH: process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin",
    ...(spark.javaHome === undefined ? {} : { JAVA_HOME: spark.javaHome }),
    ...(process.env.JAVA_TOOL_OPTIONS && { JAVA_TOOL_OPTIONS: process.env.JAVA_TOOL_OPTIONS }),
  };
}
