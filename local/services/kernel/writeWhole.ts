import { renameSync, writeFileSync } from "node:fs";

/** Writes a small file so that a host which is killed meanwhile leaves the old content or the new one. */
export function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
