import { linkSync, lstatSync, mkdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { objectPath, objectPathAside } from "./objectPath.ts";

/** Shows a blob as the current object of a key, in the folder that one can look into. Atomic for each place. */
export function showObject(folder: string, key: string, blobFile: string): void {
  const temporary = `${blobFile}.shown`;
  rmSync(temporary, { force: true });
  linkSync(blobFile, temporary);
  if (!place(temporary, join(folder, objectPath(key)))) {
    place(temporary, join(folder, objectPathAside(key)));
  }
}

/** Takes the current object of a key out of the folder, with the folders that it leaves empty. */
export function hideObject(folder: string, key: string): void {
  const aside = join(folder, objectPathAside(key));
  const path = isFile(aside) ? aside : join(folder, objectPath(key));
  if (isFile(path)) {
    rmSync(path);
    removeEmptyFolders(dirname(path), folder);
  }
}

/** False where a folder stands in the file's place, or a file in a folder's. */
function place(temporary: string, path: string): boolean {
  try {
    mkdirSync(dirname(path), { recursive: true });
    renameSync(temporary, path);
    return true;
  } catch (error) {
    if (["EEXIST", "ENOTDIR", "EISDIR", "ENOTEMPTY"].includes((error as NodeJS.ErrnoException).code ?? "")) {
      return false;
    }
    throw error;
  }
}

function isFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
}

function removeEmptyFolders(from: string, stop: string): void {
  for (let folder = from; folder !== stop; folder = dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch {
      return;
    }
  }
}
