import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sparkSettings } from "../../../core/emit/spark/sparkSettings.ts";
import { trafficLocations } from "../../../datasets/trafficLocations.ts";
import { trafficRaw } from "../../../datasets/trafficRaw.ts";
import { projectRoot } from "../../../infra/projectRoot.ts";
import { writeTraffic } from "../../../jobs/traffic/generator/writeTraffic.ts";
import { sparkTransform } from "../../../jobs/traffic/sparkTransform.ts";
import { transformSql } from "../../../jobs/traffic/transformSql.ts";
import { transformWindow } from "../../../jobs/traffic/transformWindow.ts";
import { setUpSpark } from "../../../local/python/setUpSpark.ts";
import { generatedTraffic } from "./support/generatedTraffic.ts";
import { rowsOfFiles } from "./support/rowsOfFiles.ts";
import { type Asked, TrafficDatabase, type TrafficRow } from "./support/TrafficDatabase.ts";
import { transformed } from "./support/transformed.ts";

const script = join(projectRoot, "jobs/spark/query_to_parquet.py");
const zone = "Europe/Brussels";
/** The hour that is repeated in Brussels, and those around it. */
const measured = { from: Date.parse("2024-10-26T21:00:00Z") / 60_000, to: Date.parse("2024-10-27T02:00:00Z") / 60_000 };
const asked: Asked = { start: "2024-10-27T00:00:00Z", end: "2024-10-27T01:30:00Z" };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "traffic-"));
  await writeTraffic({ ...measured, folder, points: 60, seed: 3 });
});
afterAll(() => rm(folder, { recursive: true }));

/** What the job reads: of each table its columns as the generator writes them. */
function tables(hours: readonly [string, string]) {
  const dialect = { delimiter: ",", quote: '"', escape: '"', header: true };
  const table = (name: string, { name: part, columns }: typeof trafficRaw | typeof trafficLocations) => {
    return { name, files: `${folder}/${part}/`, columns: columns.map(({ key }) => key), ...dialect };
  };
  return [
    { ...table("raw", trafficRaw), hours },
    { ...table("locations", trafficLocations), hours: null },
  ];
}

/** Runs the job as a process of its own, on local files. */
async function rowsOfJob(hours: readonly [string, string]): Promise<TrafficRow[]> {
  const { python, javaHome } = await setUpSpark();
  const [query, list] = [join(projectRoot, "jobs/spark/queries/traffic_speeds.sql"), join(folder, "list.txt")];
  const window = transformWindow({ latenessHours: 24, ...asked });
  const { lateness, lookBack: look_back, firstMinute: first_minute, lastMinute: last_minute } = window;
  const given = {
    query,
    tables: JSON.stringify(tables(hours)),
    parameters: JSON.stringify({ lateness, look_back, first_minute, last_minute, zone }),
    settings: JSON.stringify(sparkSettings),
    partitions: "year,month,day,hour",
    sort: "location,recorded_at",
    target: join(folder, "rows"),
    ...{ list, run: "alone" },
  };
  const args = Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]);
  const env = { ...process.env, TZ: "America/Lima", ...(javaHome === undefined ? {} : { JAVA_HOME: javaHome }) };
  await promisify(execFile)(python, [script, ...args], { env, cwd: folder, maxBuffer: 2 ** 26 });
  return await rowsOfFiles((await readFile(list, "utf8")).split("\n").filter((path) => path !== ""));
}

describe("the transform on generated hours", () => {
  it("has the same rows on DuckDB, by the Spark job and by the plain model, doubles to the last bit", async () => {
    const { records, lanes } = await generatedTraffic(folder);
    await using traffic = await TrafficDatabase.open();
    await traffic.hold(records, lanes);
    const rows = await traffic.rows(asked);
    expect(rows.length).toBeGreaterThan(1000);
    expect(new Set(rows.map(({ day, hour }) => `${day} ${hour}`))).toEqual(new Set(["27 2"]));
    expect(transformed(records, lanes, asked)).toEqual(rows);
    expect(await rowsOfJob(["2024-10-26T04:00:00.000Z", "2024-10-28T01:00:00.000Z"])).toEqual(rows);
  }, 300_000);
});

describe("the transform in Spark's SQL", () => {
  it("is the text that the job is deployed with, which `npx vitest run test/jobs/traffic/sparkTransform.test.ts --update` writes", async () => {
    await expect(`${sparkTransform(transformSql())}\n`).toMatchFileSnapshot(
      "../../../jobs/spark/queries/traffic_speeds.sql",
    );
  });
});
