import { readdir, stat } from "node:fs/promises";
import { join, posix, resolve } from "node:path";
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

/** What assets and archives of Pulumi are made of; they are known by it, as in Pulumi itself, and not by their class. */
interface Entry {
  readonly __pulumiAsset?: boolean;
  readonly __pulumiArchive?: boolean;
  readonly text?: string | Promise<string>;
  readonly path?: string | Promise<string>;
  readonly assets?: Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>;
}

async function entryFiles(entry: unknown, path: string, where: string): Promise<ArchiveFile[]> {
  const { __pulumiAsset: isAsset, __pulumiArchive: isArchive, ...given } = (entry ?? {}) as Entry;
  const [text, place, assets] = await Promise.all([given.text, given.path, given.assets]);
  if (isAsset && text !== undefined) return [{ path, text }];
  if (isAsset && place !== undefined) return [{ path, file: resolve(place) }];
  if (isArchive && place !== undefined) return await folderFiles(resolve(place), path, where);
  if (isArchive && assets !== undefined) {
    const nested = Object.entries(assets).map(([name, inner]) => entryFiles(inner, posix.join(path, name), where));
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
