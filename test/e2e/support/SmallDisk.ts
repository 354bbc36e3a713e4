import { execFileSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A disk of so many MiB as the folder for temporary files of the processes that start from now on: functions of a host,
 * say. Where this machine lets us make none, it is a folder as large as any.
 */
export class SmallDisk implements Disposable {
  readonly folder: string;
  /** Why the disk is not small; undefined where it is. */
  readonly whyNot: string | undefined;
  readonly #before = process.env.TMPDIR;

  constructor(mebibytes: number) {
    this.folder = mkdtempSync(join(tmpdir(), "sluice-disk-"));
    this.whyNot = mounted(this.folder, mebibytes);
    process.env.TMPDIR = this.folder;
  }

  /** What lies on it. */
  get names(): string[] {
    return readdirSync(this.folder);
  }

  /**
   * Takes its room, while the result is not disposed of.
   * @param left bytes that are left
   */
  fill(left = 0): Disposable {
    const filler = join(this.folder, "filler");
    const page = Buffer.alloc(4096, "x");
    const { bavail, bsize } = statfsSync(this.folder);
    for (let size = 0; size + page.length <= bavail * bsize - left; size += page.length) appendFileSync(filler, page);
    return { [Symbol.dispose]: () => rmSync(filler) };
  }

  [Symbol.dispose](): void {
    if (this.#before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = this.#before;
    if (this.whyNot === undefined) execFileSync("umount", ["--lazy", this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function mounted(folder: string, mebibytes: number): string | undefined {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m`, "tmpfs", folder], { stdio: "pipe" });
    return undefined;
  } catch (error) {
    return (error as Error).message.trim();
  }
}
