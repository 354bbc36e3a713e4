import { readFile, writeFile } from "node:fs/promises";
import { Graph } from "../../../../local/program/Graph.ts";

/** Writes a loaded program into a file, code of functions and all. */
export async function saveGraph(graph: Graph, file: string): Promise<void> {
  const { project, stack, accountId, defaultRegion, resources, outputs } = graph;
  const parts = await settled({ project, stack, accountId, defaultRegion, resources, outputs });
  await writeFile(file, JSON.stringify(parts));
}

/** A program as it was written, for a host that is to start without Pulumi and without bundling. */
export async function readGraph(file: string): Promise<Graph> {
  return new Graph(JSON.parse(await readFile(file, "utf8")));
}

/** The value with what it promises in place of its promises. */
async function settled(value: unknown): Promise<unknown> {
  const found = await value;
  if (Array.isArray(found)) return await Promise.all(found.map(settled));
  if (typeof found !== "object" || found === null) return found;
  const entries = Object.entries(found).map(async ([name, inner]) => [name, await settled(inner)] as const);
  return Object.fromEntries(await Promise.all(entries));
}
