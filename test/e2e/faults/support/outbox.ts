import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The texts of the mails that hosts of a folder of state have sent, oldest first. */
export async function outbox(stateDir: string): Promise<string[]> {
  const folder = join(stateDir, "outbox");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".txt"));
  return await Promise.all(names.sort().map((name) => readFile(join(folder, name), "utf8")));
}
