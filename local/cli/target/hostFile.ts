import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const schema = z.object({
  pid: z.number(),
  endpoint: z.string(),
  stack: z.string(),
  /** `sourceHash` of the project's folder when the program was loaded. */
  sources: z.string(),
  /** `programHash` of what was loaded. */
  program: z.string(),
});

/** What a host that keeps serving says of itself, in the folder of state that it works on. */
export type HostFile = z.infer<typeof schema>;

/** The file's name. */
const fileName = "host.json";

/** Writes the file; it goes when it is disposed of, or the process ends. */
export function writeHostFile(stateDir: string, content: HostFile): Disposable {
  const path = join(stateDir, fileName);
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
  const remove = () => rmSync(path, { force: true });
  process.once("exit", remove);
  return {
    [Symbol.dispose]: () => {
      process.off("exit", remove);
      remove();
    },
  };
}

/** What the file says; undefined where there is none that can be read. */
export function readHostFile(stateDir: string): HostFile | undefined {
  try {
    return schema.safeParse(JSON.parse(readFileSync(join(stateDir, fileName), "utf8"))).data;
  } catch {
    return undefined;
  }
}
