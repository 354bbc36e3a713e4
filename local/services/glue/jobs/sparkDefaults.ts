import type { BucketSpec } from "../../../program/specs/bucketSpecs.ts";

/** What Spark is told of the machine and of the host's S3. */
export interface SparkSetting {
  /** `host:port` of the host. */
  readonly address: string;
  readonly region: string;
  readonly buckets: readonly Pick<BucketSpec, "name" | "region">[];
  readonly cores: number;
  readonly memoryMegabytes: number;
  /** For all that Spark keeps while it runs. */
  readonly scratch: string;
  /** Java's class path beside Spark's own. */
  readonly jars: readonly string[];
  /** What the run asks for, which goes before all else. */
  readonly conf: readonly (readonly [string, string])[];
}

/**
 * The text of `spark-defaults.conf`: Spark in one process, with `s3://` served by S3A from the host, signed by the keys of
 * the environment, each bucket in its own region.
 *
 * @see https://hadoop.apache.org/docs/r3.3.4/hadoop-aws/tools/hadoop-aws/index.html
 */
export function sparkDefaults(setting: SparkSetting): string {
  const { scratch, jars } = setting;
  const own: [string, string][] = [
    ["spark.master", `local[${setting.cores}]`],
    ["spark.driver.memory", `${setting.memoryMegabytes}m`],
    ["spark.driver.bindAddress", "127.0.0.1"],
    ["spark.driver.host", "127.0.0.1"],
    ["spark.driver.extraClassPath", jars.join(":")],
    ["spark.driver.extraJavaOptions", `-Djava.io.tmpdir="${scratch}" -Dderby.system.home="${scratch}"`],
    ["spark.jars.ivy", `${scratch}/ivy`],
    ["spark.local.dir", scratch],
    ["spark.sql.warehouse.dir", `${scratch}/warehouse`],
    ["spark.ui.enabled", "false"],
    ["spark.ui.showConsoleProgress", "false"],
  ];
  const lines = [...own, ...s3(setting), ...setting.conf].map(([name, value]) => `${name} ${escaped(value)}`);
  return `${lines.join("\n")}\n`;
}

function s3({ address, region, buckets, scratch }: SparkSetting): [string, string][] {
  const options: [string, string][] = [
    ["fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem"],
    ["fs.AbstractFileSystem.s3.impl", "org.apache.hadoop.fs.s3a.S3A"],
    ["fs.s3a.endpoint", `http://${address}`],
    ["fs.s3a.endpoint.region", region],
    ["fs.s3a.path.style.access", "true"],
    ["fs.s3a.connection.ssl.enabled", "false"],
    ["fs.s3a.aws.credentials.provider", "com.amazonaws.auth.EnvironmentVariableCredentialsProvider"],
    ["fs.s3a.buffer.dir", `${scratch}/s3a`],
    ["mapreduce.fileoutputcommitter.algorithm.version", "2"],
    ...buckets.map(({ name, region: own }): [string, string] => [`fs.s3a.bucket.${name}.endpoint.region`, own]),
  ];
  return options.map(([name, value]) => [`spark.hadoop.${name}`, value]);
}

/** A value of a Java properties file. */
function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
}
