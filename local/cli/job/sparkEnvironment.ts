import { totalmem } from "node:os";
import type { SparkPlace } from "../../python/findSpark.ts";

/**
 * The environment in which a Python starts Spark in its own process on all cores, with a quarter of the machine's memory:
 * from 1 to 10 GiB.
 * @see https://spark.apache.org/docs/3.5.6/configuration.html
 */
export function sparkEnvironment({
  python,
  javaHome,
}: Pick<SparkPlace, "python" | "javaHome">): Record<string, string> {
  const megabytes = Math.floor(Math.min(10 * 1024, Math.max(1024, totalmem() / 2 ** 20 / 4)));
  const settings = [
    "spark.ui.enabled=false",
    "spark.ui.showConsoleProgress=false",
    "spark.driver.bindAddress=127.0.0.1",
  ];
  const options = ["--master local[*]", `--driver-memory ${megabytes}m`, ...settings.map((each) => `--conf ${each}`)];
  return {
    PYSPARK_PYTHON: python,
    PYSPARK_SUBMIT_ARGS: `${options.join(" ")} pyspark-shell`,
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONUNBUFFERED: "1",
    SPARK_LOCAL_IP: "127.0.0.1",
    ...(javaHome === undefined ? {} : { JAVA_HOME: javaHome }),
  };
}
