import { readdir, stat } from "node:fs/promises";
import { join, posix, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { SluiceError } from "../../core/errors.ts";

/** One file of an archive: its path inside (`/`-separated), and either the file it comes from or its text. */
export type ArchiveFile = { path: string; file: string } | { path: string; text: string };

/**
 * The files that an archive of the program lays down; the paths of archives and assets may be promises.
 *
 * @throws SluiceError `program.archive_unsupported` for remote and for packed archives.
 */
export async function archiveFiles(archive: unknown, where: string): Promise<ArchiveFile[]> {
  return await entryFiles(archive, "", where);
}

async function entryFiles(entry: unknown, path: string, where: string): Promise<ArchiveFile[]> {
  if (entry instanceof pulumi.asset.StringAsset) {
    return [{ path, text: await entry.text }];
  }
  if (entry instanceof pulumi.asset.FileAsset) {
    return [{ path, file: resolve(await entry.path) }];
  }
  if (entry instanceof pulumi.asset.FileArchive) {
    return await folderFiles(resolve(await entry.path), path, where);
  }
  if (entry instanceof pulumi.asset.AssetArchive) {
    const assets = Object.entries(await entry.assets);
    const nested = assets.map(([name, inner]) => entryFiles(inner, posix.join(path, name), where));
    return (await Promise.all(nested)).flat();
  }
  throw unsupported("an archive or asset of this kind", where);
}

async function folderFiles(folder: string, path: string, where: string): Promise<ArchiveFile[]> {
  if (!(await stat(folder)).isDirectory()) {
    throw unsupported(`the packed archive "${folder}"`, where);
  }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => ({ path: posix.join(path, file.slice(folder.length + 1).replaceAll("\\", "/")), file }));
}

function unsupported(what: string, where: string): SluiceError {
  return new SluiceError("program.archive_unsupported", `The local host cannot lay down ${what}`, {
    where,
    mend: "use an AssetArchive, or a FileArchive of a folder",
  });
}
