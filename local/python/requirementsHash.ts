import { readFile } from "node:fs/promises";
import { sha256 } from "../../core/sha256.ts";
import { jarArtifacts, requirementFiles } from "./sparkFolder.ts";

/** Hash of all that a folder made by `setUpSpark` holds: another one means that it is to be made anew. */
export async function requirementsHash(): Promise<string> {
  const texts = await Promise.all(requirementFiles.map((path) => readFile(path, "utf8")));
  return sha256(JSON.stringify([texts, jarArtifacts]));
}
