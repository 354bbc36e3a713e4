import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sha256 } from "../../core/sha256.ts";
import { findPython } from "../../local/python/findPython.ts";
import { runTool } from "../../local/python/runTool.ts";
import { benchPython } from "./benchPython.ts";

const folder = dirname(dirname(benchPython));
const requirements = join(import.meta.dirname, "requirements.txt");

/**
 * Makes a virtual environment with polars, pandas and Arrow, where it is not there.
 * @param tell takes a line of what is done
 */
export async function setUpPython(tell: (line: string) => void): Promise<void> {
  const stamp = join(folder, "stamp");
  const wanted = sha256(readFileSync(requirements, "utf8"));
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  tell("Making a virtual environment with polars, pandas and Arrow");
  const command = await findPython();
  if (command === undefined) throw new Error("Python 3.11 or 3.12 is needed for polars and pandas: install one");
  await must(command, "-m", "venv", "--clear", folder);
  const install = ["-m", "pip", "install", "--disable-pip-version-check", "--no-deps"];
  await must(benchPython, ...install, "--requirement", requirements);
  writeFileSync(stamp, wanted);
}

async function must(command: string, ...args: readonly string[]): Promise<void> {
  const { code, lines } = await runTool(command, args);
  if (code !== 0) throw new Error(`${command} ${args.slice(0, 3).join(" ")} ended with ${code}: ${lines.at(-1) ?? ""}`);
}
