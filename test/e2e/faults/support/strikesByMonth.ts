import {
  DescribeStatementCommand,
  ExecuteStatementCommand,
  GetStatementResultCommand,
  RedshiftDataClient,
} from "@aws-sdk/client-redshift-data";
import { convert } from "../../../../core/convert/convert.ts";
import { birdstrikes } from "../../../../datasets/birdstrikes.ts";
import type { Landed } from "./landVersion.ts";
import type { Place } from "./Place.ts";

/** `source/year/month: strikes, damaging`, sorted, as a region's warehouse has them; undefined where it has none. */
export async function strikesByMonth({ target }: Place, region: string): Promise<string[] | undefined> {
  const { workgroup: WorkgroupName, database: Database } = target.outputs.warehouses?.[region] ?? {};
  if (WorkgroupName === undefined) return undefined;
  const client = new RedshiftDataClient(target.clientConfig(region));
  const Sql = "SELECT source, year, month, strikes, damaging FROM marts.strikes_by_month";
  const { Id } = await client.send(new ExecuteStatementCommand({ WorkgroupName, Database, Sql }));
  let Status: string | undefined;
  while (Status !== "FINISHED") {
    const described = await client.send(new DescribeStatementCommand({ Id }));
    if (described.Status === "FAILED" || described.Status === "ABORTED") throw new Error(described.Error);
    Status = described.Status;
  }
  const { Records = [] } = await client.send(new GetStatementResultCommand({ Id }));
  client.destroy();
  return Records.map(([source, ...counts]) =>
    textOf(source?.stringValue, ...counts.map(({ longValue }) => longValue)),
  ).sort();
}

/** What it has where nothing went wrong. */
export function expectedStrikes(landed: readonly Landed[]): string[] {
  const counts = landed
    .filter(({ contract }) => contract.name === birdstrikes.name)
    .flatMap(({ key, content }) => {
      const rows = convert(birdstrikes, content).rows;
      const months = new Set(rows.map(({ flightDate }) => String(flightDate).slice(0, 7)));
      return [...months].map((month) => {
        const strikes = rows.filter(({ flightDate }) => String(flightDate).startsWith(month));
        const damaging = strikes.filter(({ damage }) => damage !== "None").length;
        return textOf(key, Number(month.slice(0, 4)), Number(month.slice(5)), strikes.length, damaging);
      });
    });
  return counts.sort();
}

function textOf(source = "", year = 0, month = 0, strikes = 0, damaging = 0): string {
  return `${source}/${year}/${month}: ${strikes}, ${damaging}`;
}
