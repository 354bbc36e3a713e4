import type { JobSpec } from "../../../program/specs/jobSpecs.ts";

/** What a run's arguments come to. */
export interface RunArguments {
  /** As the script gets them: `--NAME value`. */
  readonly script: readonly string[];
  /** S3 URIs of modules for Python's path. */
  readonly pyFiles: readonly string[];
  /** S3 URIs of files for the folder that the script runs in. */
  readonly files: readonly string[];
  /** S3 URIs for Java's class path. */
  readonly jars: readonly string[];
  /** Spark configuration, in order. */
  readonly conf: readonly (readonly [string, string])[];
  /** Arguments that have a meaning on AWS alone. */
  readonly ignored: readonly string[];
}

/** Special arguments that the host honours. */
const honoured = new Set(["--extra-py-files", "--extra-files", "--extra-jars", "--conf"]);

/**
 * Arguments of Glue's own, which are not handed to the script; `--TempDir` is.
 * @see https://docs.aws.amazon.com/glue/latest/dg/aws-glue-programming-etl-glue-arguments.html
 */
const special = new Set([
  ...honoured,
  ...["--additional-python-modules", "--python-modules-installer-option", "--auto-scale-within-microbatch"],
  ...["--class", "--customer-driver-env-vars", "--customer-executor-env-vars", "--datalake-formats"],
  ...["--continuous-log-conversionPattern", "--continuous-log-logGroup", "--continuous-log-logStreamPrefix"],
  ...["--custom-logGroup-prefix", "--custom-logStream-prefix"],
  ...["--custom-logGroup-prefix", "--custom-logStream-prefix"],
  ...["--disable-proxy-v2", "--enable-auto-scaling", "--enable-continuous-cloudwatch-log"],
  ...["--enable-continuous-log-filter", "--enable-glue-datacatalog", "--enable-job-insights"],
  ...["--enable-lakeformation-fine-grained-access", "--enable-metrics", "--enable-observability-metrics"],
  ...["--enable-rename-algorithm-v2", "--enable-s3-parquet-optimized-committer", "--enable-spark-ui"],
  ...["--executor-cores", "--job-bookmark-from", "--job-bookmark-to", "--job-bookmark-option", "--job-language"],
  ...["--scriptLocation", "--spark-event-logs-path", "--use-postgres-driver", "--user-jars-first"],
  ...["--write-shuffle-files-to-s3", "--write-shuffle-spills-to-s3"],
]);

/** Those whose absence changes what a script may do. */
const missed = new Set(["--additional-python-modules", "--customer-driver-env-vars", "--datalake-formats"]);

/**
 * Takes the arguments of a run apart: the job's default ones, those of the run, and those of the job that no run
 * overrides, each before the next.
 */
export function runArguments(
  spec: Pick<JobSpec, "name" | "defaultArguments" | "fixedArguments">,
  run: { readonly id: string; readonly arguments: Readonly<Record<string, string>> },
): RunArguments {
  const all = { ...spec.defaultArguments, ...run.arguments, ...spec.fixedArguments };
  const own = { "--JOB_NAME": spec.name, "--JOB_RUN_ID": run.id };
  const passed = Object.entries(all).filter(([name]) => !special.has(name));
  return {
    script: [...Object.entries(own), ...passed].flat(),
    pyFiles: listed(all["--extra-py-files"]),
    files: listed(all["--extra-files"]),
    jars: listed(all["--extra-jars"]),
    conf: settings(all["--conf"] ?? ""),
    ignored: Object.keys(all).filter((name) => missed.has(name)),
  };
}

function listed(given: string | undefined): string[] {
  return (given ?? "").split(",").flatMap((one) => (one.trim() === "" ? [] : [one.trim()]));
}

/** Several are written in one argument: `spark.a=1 --conf spark.b=2`. */
function settings(given: string): [string, string][] {
  return given.split(/\s+--conf\s+/).flatMap((one): [string, string][] => {
    const [name = "", ...value] = one.trim().split("=");
    return name === "" ? [] : [[name, value.join("=")]];
  });
}
