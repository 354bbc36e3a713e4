import Table from "cli-table3";
import { bareBorders } from "./bareBorders.ts";
import { nearRegion } from "./nearRegion.ts";
import type { OpenHost } from "./openHost.ts";

/** What a host that keeps serving has, and how it is used, for a person. */
export function hostUsage({ host, graph, stateDir, outputs, options }: OpenHost): string {
  const near = nearRegion(outputs);
  const lakes = Object.entries(outputs.lakes).map(([region, lake]) => ["lake", region, lake]);
  const environment = [
    `AWS_ENDPOINT_URL=${host.endpoint}`,
    "AWS_ACCESS_KEY_ID=operator",
    "AWS_SECRET_ACCESS_KEY=local",
    `AWS_REGION=${near}`,
  ];
  return [
    `Stack ${graph.stack} is served at ${host.endpoint}; its state is in ${stateDir}`,
    tableOf([["landing", near, outputs.landingBucket], ...lakes]),
    "",
    "Use it from another terminal, or by any AWS SDK:",
    `  npx sluice land FILE${options}`,
    `  ${environment.join(" ")} aws s3 ls s3://${outputs.landingBucket}/`,
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
