import { mkdir, rm, writeFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { SluiceError } from "../../core/errors.ts";
import { lockFolder } from "../cli/lockFolder.ts";
import { findJava } from "./findJava.ts";
import { findPython } from "./findPython.ts";
import { findSpark, isSetUp, type SparkPlace } from "./findSpark.ts";
import { installJars } from "./installJars.ts";
import { requirementsHash } from "./requirementsHash.ts";
import { runTool } from "./runTool.ts";
import { placesIn, requirementFiles, sparkFolder } from "./sparkFolder.ts";

/** How often, in milliseconds, another process that sets up the same folder is looked after. */
const pause = 500;

/**
 * Makes what PySpark jobs run with on this machine: a virtual environment with pinned packages, and jars. What is there
 * already stays; of two processes one does it, and the other waits.
 *
 * @param tell takes a line at a time of what is done
 * @param folder @default .spark of the project
 * @throws SluiceError `spark.not_set_up` where Python or Java is missing, `spark.setup_failed`
 */
export async function setUpSpark(tell: (line: string) => void = () => {}, folder = sparkFolder): Promise<SparkPlace> {
  if (!(await isSetUp(folder))) {
    using _lock = await lockWhenFree(folder, tell);
    if (!(await isSetUp(folder))) await install(folder, tell);
  }
  return findSpark({ folder });
}

async function lockWhenFree(folder: string, tell: (line: string) => void): Promise<Disposable> {
  for (let isTold = false; ; isTold = true) {
    try {
      return lockFolder(folder);
    } catch (error) {
      if (!(error instanceof SluiceError) || error.code !== "cli.state_in_use") throw error;
      if (!isTold) tell("Another process is setting Spark up: waiting for it");
      await setTimeout(pause);
    }
  }
}

async function install(folder: string, tell: (line: string) => void): Promise<void> {
  const [command, javaHome] = await Promise.all([findPython(), findJava()]);
  if (command === undefined || javaHome === undefined) {
    await findSpark({ folder });
    return;
  }
  const { stamp, venv, python } = placesIn(folder);
  await rm(stamp, { force: true });
  await mkdir(folder, { recursive: true });
  tell(`Making a virtual environment with ${command}`);
  await must(command, ["-m", "venv", "--clear", venv], tell);
  tell("Installing Python packages");
  const files = requirementFiles.flatMap((path) => ["--requirement", path]);
  await must(python, ["-m", "pip", "install", "--disable-pip-version-check", "--no-deps", ...files], tell);
  tell("Fetching jars");
  await installJars(folder, javaHome, tell);
  await writeFile(stamp, await requirementsHash());
}

async function must(command: string, args: readonly string[], tell: (line: string) => void): Promise<void> {
  const { code, lines } = await runTool(command, args, { tell });
  if (code === 0) return;
  const said = lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? "it says no more";
  throw new SluiceError("spark.setup_failed", `${args.slice(0, 3).join(" ")} ended with code ${code}: ${said.trim()}`, {
    where: command,
    mend: "see that the Python package index can be reached, and run npx sluice setup spark again",
  });
}
