import { copyFile, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { SluiceError } from "../../core/errors.ts";
import { runTool } from "./runTool.ts";
import { jarArtifacts, jarFiles, placesIn } from "./sparkFolder.ts";

/**
 * Puts the jars into a folder that has the Python packages already: by Maven where that is installed, else by Spark's
 * own resolver. Both compare checksums.
 * @throws SluiceError `spark.setup_failed`
 */
export async function installJars(folder: string, javaHome: string, tell: (line: string) => void): Promise<void> {
  const { jars } = placesIn(folder);
  await mkdir(jars, { recursive: true });
  if (await byMaven(jars, tell)) return;
  await bySpark(folder, javaHome, tell);
}

async function byMaven(jars: string, tell: (line: string) => void): Promise<boolean> {
  for (const artifact of jarArtifacts) {
    const goals = ["dependency:copy", `-Dartifact=${artifact}`, `-DoutputDirectory=${jars}`];
    const { code } = await runTool("mvn", ["-q", "-B", "-C", ...goals], { tell });
    if (code !== 0) return false;
  }
  return isWhole(jars);
}

/** A Spark that only starts and ends fetches what it is told to have. */
async function bySpark(folder: string, javaHome: string, tell: (line: string) => void): Promise<void> {
  const { python, jars } = placesIn(folder);
  const ivy = join(folder, "ivy");
  const args = [
    ...["--master", "local[1]", "--conf", `spark.jars.ivy=${ivy}`, "--conf", "spark.ui.enabled=false"],
    ...["--packages", jarArtifacts.join(","), "pyspark-shell"],
  ];
  const env = { ...process.env, JAVA_HOME: javaHome, PYSPARK_SUBMIT_ARGS: args.join(" "), SPARK_LOCAL_IP: "127.0.0.1" };
  const session = "from pyspark.sql import SparkSession; SparkSession.builder.getOrCreate().stop()";
  const { code, lines } = await runTool(python, ["-c", session], { tell, env });
  const fetched = await readdir(join(ivy, "jars")).catch(() => []);
  for (const file of jarFiles) {
    const name = fetched.find((each) => each.endsWith(file));
    if (name !== undefined) await copyFile(join(ivy, "jars", name), join(jars, file));
  }
  if (await isWhole(jars)) return;
  throw new SluiceError(
    "spark.setup_failed",
    `The jars could not be fetched (exit code ${code}: ${lines.at(-1) ?? ""})`,
    {
      where: jars,
      mend: "see that Maven Central can be reached, or install Maven with its settings for your network",
    },
  );
}

async function isWhole(jars: string): Promise<boolean> {
  const found = await readdir(jars);
  return jarFiles.every((file) => found.includes(file));
}
