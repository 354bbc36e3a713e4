import Table from "cli-table3";
import { bareBorders } from "./bareBorders.ts";
import { nearRegion } from "./nearRegion.ts";
import type { OpenHost } from "./openHost.ts";

/** What a host that keeps serving has, and how it is used, for a person. */
export function hostUsage({ host, graph, stateDir, outputs, options }: OpenHost): string {
  const near = nearRegion(outputs);
  const lakes = Object.entries(outputs.lakes).map(([region, lake]) => ["lake", region, lake]);
  return [
    `Stack ${graph.stack} is served at ${host.endpoint}; its state is in ${stateDir}`,
    tableOf([["landing", near, outputs.landingBucket], ...lakes]),
    "",
    "Use it from another terminal, and there by any AWS SDK:",
    `  npx sluice land FILE${options}`,
    `  eval "$(npx sluice up --env${options})"`,
    `  aws s3 ls s3://${outputs.landingBucket}/`,
    ...(outputs.warehouses === undefined ? [] : ['  python docs/examples/query.py "SELECT ..."']),
    "",
    "Ctrl-C ends it.",
  ].join("\n");
}

function tableOf(rows: readonly (readonly string[])[]): string {
  const style = { "padding-left": 2, "padding-right": 0, head: [], border: [] };
  const table = new Table({ chars: bareBorders, style });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
