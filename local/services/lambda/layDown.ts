import { copyFile, link, mkdir, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ArchiveFile } from "../../program/archiveFiles.ts";

const linkedFrom = 4 * 1024 * 1024;

/** Lays down the files of an archive in a fresh folder; large ones are links where the file system allows. */
export async function layDown(files: readonly ArchiveFile[], folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const file of files) {
    const target = join(folder, file.path);
    await mkdir(dirname(target), { recursive: true });
    await ("text" in file ? writeFile(target, file.text) : copyOrLink(file.file, target));
  }
}

async function copyOrLink(source: string, target: string): Promise<void> {
  if ((await stat(source)).size < linkedFrom) {
    await copyFile(source, target);
    return;
  }
  await link(source, target).catch(() => copyFile(source, target));
}
