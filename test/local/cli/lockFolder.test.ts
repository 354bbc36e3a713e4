import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { projectFolder } from "../../../local/cli/folders.ts";
import { lockFile, lockFolder } from "../../../local/cli/lockFolder.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A process that takes the folder, says `taken` or the error's code, and does what follows. */
function taker(then: string) {
  const source = pathToFileURL(join(projectFolder, "local/cli/lockFolder.ts")).href;
  const script = `import { lockFolder } from ${JSON.stringify(source)};
    try { lockFolder(${JSON.stringify(folder)}); console.log("taken"); } catch (error) { console.log(error.code); process.exit(); }
    ${then}`;
  return spawn(process.execPath, ["--input-type=module", "--eval", script], { stdio: ["pipe", "pipe", "inherit"] });
}
const stay = "setInterval(() => {}, 1000);";

describe("the lock of a folder of state", () => {
  it("is taken once at a time, and leaves nothing behind", () => {
    const lock = lockFolder(join(folder, "new"));
    expect(() => lockFolder(join(folder, "new"))).toThrow(
      expect.objectContaining({ code: "cli.state_in_use", where: join(folder, "new") }),
    );
    lock[Symbol.dispose]();
    lockFolder(join(folder, "new"))[Symbol.dispose]();
    expect(readdirSync(join(folder, "new"))).toEqual([]);
  });

  it("names the process that holds it, and is taken over when that one was killed", async () => {
    const holder = taker(stay);
    await once(holder.stdout, "data");
    expect(() => lockFolder(folder)).toThrow(`Process ${holder.pid} works on this folder of state; wait until it ends`);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    expect(readFileSync(join(folder, lockFile), "utf8")).toBe(`${holder.pid}\n`);
    lockFolder(folder)[Symbol.dispose]();
    expect(existsSync(join(folder, lockFile))).toBe(false);
  });

  it("is given back by a process that exits by itself", async () => {
    const holder = taker("process.exit(0);");
    await once(holder, "exit");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("that a killed process left is taken over by one of many", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    writeFileSync(join(folder, lockFile), `${pid}\n`);
    const takers = Array.from({ length: 4 }, () =>
      taker(`${stay} process.stdin.resume().on("end", () => process.exit());`),
    );
    const first = await Promise.all(takers.map(async ({ stdout }) => String((await once(stdout, "data"))[0]).trim()));
    for (const { stdin } of takers) stdin.end();
    await Promise.all(takers.map(({ stdout }) => text(stdout)));
    expect(first.filter((said) => said === "taken")).toHaveLength(1);
    expect(first.filter((said) => said === "cli.state_in_use")).toHaveLength(3);
  });

  it.each(["", "nonsense\n", "-1\n", "0\n"])("that names no process (%j) is taken over", (content) => {
    writeFileSync(join(folder, lockFile), content);
    lockFolder(folder)[Symbol.dispose]();
    expect(readdirSync(folder)).toEqual([]);
  });
});
