import { runTool } from "./runTool.ts";

/** Those whose packages are all to be had as wheels: Glue 5.1 has 3.11. */
const versions = ["3.11", "3.12"];

/** The command of a Python that Spark can run with, or undefined. */
export async function findPython(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  for (const command of [...versions.map((version) => `python${version}`), "python3", "python"]) {
    const { code, lines } = await runTool(command, ["-c", "import sys, venv; print('%d.%d' % sys.version_info[:2])"], {
      env,
    });
    if (code === 0 && versions.includes(lines.at(-1) ?? "")) return command;
  }
  return undefined;
}
