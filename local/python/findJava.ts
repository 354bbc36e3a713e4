import { readdir, realpath } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { runTool } from "./runTool.ts";

/** Folders of Java on Debian, Fedora and macOS. */
const usualFolders = ["/usr/lib/jvm", "/Library/Java/JavaVirtualMachines"];

/**
 * The home of a Java 17, which Glue 5.1 has too: of JAVA_HOME, of the path, or of a usual folder; undefined where there
 * is none.
 */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<string | undefined> {
  for (const home of await candidates(env)) {
    const { code, lines } = await runTool(join(home, "bin/java"), ["-version"]);
    if (code === 0 && lines.some((line) => /version "17[."]/.test(line))) return home;
  }
  return undefined;
}

async function candidates({ JAVA_HOME, PATH = "" }: NodeJS.ProcessEnv): Promise<string[]> {
  const onPath = PATH.split(delimiter).map(async (folder) => {
    const java = await realpath(join(folder, "java")).catch(() => undefined);
    return java === undefined ? [] : [dirname(dirname(java))];
  });
  const usual = usualFolders.map(async (folder) => {
    const names = await readdir(folder).catch(() => []);
    return names.flatMap((name) => [join(folder, name), join(folder, name, "Contents/Home")]);
  });
  const found = await Promise.all([...onPath, ...usual]);
  return [...new Set([...(JAVA_HOME ? [JAVA_HOME] : []), ...found.flat()])];
}
