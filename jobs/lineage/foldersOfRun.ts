import { layout } from "../../core/commit/layout.ts";
import type { Lake } from "../s3/Lake.ts";
import { listObjects } from "../s3/listObjects.ts";

/** The folders of the source objects that a run is on: one, whose reports or intents name it; none before it published. */
export async function foldersOfRun(lake: Lake, dataset: string, run: string): Promise<string[]> {
  const prefixes = [layout.reports(dataset), layout.commits(dataset)];
  const listed = (await Promise.all(prefixes.map((prefix) => listObjects(lake, prefix)))).flat();
  const named = listed.filter(({ key }) => runNamed(key) === run);
  return [...new Set(named.map(({ key }) => key.split("/")[2] ?? ""))];
}

/** `<run>` of a key that ends in `/<run>-<attempt>.json`. */
function runNamed(key: string): string | undefined {
  return /([^/]+)-\d+\.json$/.exec(key)?.[1];
}
