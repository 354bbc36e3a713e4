import * as pulumi from "@pulumi/pulumi";
import { sha256 } from "../../../core/sha256.ts";
import { archiveFiles } from "../../program/archiveFiles.ts";
import type { Graph } from "../../program/Graph.ts";

/**
 * A hash of what a program declares: its resources with their inputs, the code of functions among these, and its
 * outputs. Files that an archive takes as they lie on disk count by their paths: they are packages, whose versions the
 * lock file fixes.
 */
export async function programHash(graph: Graph): Promise<string> {
  const declared = graph.resources.map(({ urn, region, inputs }) => ({ urn, region, inputs }));
  declared.sort((a, b) => (a.urn < b.urn ? -1 : 1));
  const settled = await settle({ declared, outputs: graph.outputs });
  return sha256(JSON.stringify(settled));
}

/** A value as plain data, its keys in order. */
async function settle(value: unknown): Promise<unknown> {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return Promise.all(value.map(settle));
  if (pulumi.asset.Asset.isInstance(value) || pulumi.asset.Archive.isInstance(value)) {
    const files = await archiveFiles(value, "program");
    return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    await Promise.all(entries.map(async ([key, inner]) => [key, await settle(inner)] as const)),
  );
}
