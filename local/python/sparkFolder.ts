import { join } from "node:path";

/** The project's folder. */
const projectFolder = join(import.meta.dirname, "../..");

/** What is installed, line by line as pip reads it. */
export const requirementFiles = ["requirements.txt", "requirements-dev.txt"].map((name) =>
  join(projectFolder, "jobs/spark", name),
);

/** What Spark needs beside the Python packages to read and write S3 addresses, by Maven's names. */
export const jarArtifacts = ["org.apache.hadoop:hadoop-aws:3.3.4", "com.amazonaws:aws-java-sdk-bundle:1.12.262"];

/** The folder that `sluice setup spark` makes. */
export const sparkFolder = join(projectFolder, ".spark");

/** Where things lie in such a folder. */
export const placesIn = (folder: string) => ({
  venv: join(folder, "venv"),
  python: join(folder, "venv/bin/python"),
  jars: join(folder, "jars"),
  /** Written last: the hash of what was installed. */
  stamp: join(folder, "stamp"),
});

/** The files' names of the jars. */
export const jarFiles = jarArtifacts.map((artifact) => {
  const [, name = "", version = ""] = artifact.split(":");
  return `${name}-${version}.jar`;
});
