import Table from "cli-table3";
import { bareBorders } from "./bareBorders.ts";
import { nearRegion } from "./nearRegion.ts";
import type { OpenHost } from "./openHost.ts";
import type { StackOutputs } from "./target/stackOutputs.ts";

/** What a host that keeps serving has, and how it is used, for a person. */
export function hostUsage({ host, graph, stateDir, outputs, options }: OpenHost): string {
  const buckets = bucketsOf(outputs);
  return [
    `Stack ${graph.stack} is served at ${host.endpoint}; its state is in ${stateDir}`,
    tableOf(buckets),
    "",
    "Use it from another terminal, and there by any AWS SDK:",
    ...(outputs.mainMachine === undefined ? [] : [`  npx sluice land FILE${options}`]),
    ...(outputs.traffic?.machine === undefined ? [] : [`  npx sluice repartition --day DAY${options}`]),
    `  eval "$(npx sluice up --env${options})"`,
    ...buckets.slice(0, 1).map(([, , bucket]) => `  aws s3 ls s3://${bucket}/`),
    ...(outputs.warehouses === undefined ? [] : ['  python docs/examples/query.py "SELECT ..."']),
    "",
    "Ctrl-C ends it.",
  ].join("\n");
}

/** What each is for, its region and its name; what files land in comes first. */
function bucketsOf(outputs: StackOutputs): [role: string, region: string, bucket: string][] {
  const { landingBucket, lakes = {}, traffic = {} } = outputs;
  const near = nearRegion(outputs);
  const named: [string, string, string | undefined][] = [
    ["landing", near, landingBucket],
    ...Object.entries(lakes).map(([region, lake]): [string, string, string] => ["lake", region, lake]),
    ["raw traffic", near, traffic.rawBucket],
    ["lake of traffic", near, traffic.lake],
  ];
  return named.flatMap(([role, region, bucket]) => (bucket === undefined ? [] : [[role, region, bucket]]));
}

function tableOf(rows: readonly (readonly string[])[]): string {
  const style = { "padding-left": 2, "padding-right": 0, head: [], border: [] };
  const table = new Table({ chars: bareBorders, style });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
