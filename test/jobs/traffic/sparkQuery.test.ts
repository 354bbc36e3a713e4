import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sparkSettings } from "../../../core/emit/spark/sparkSettings.ts";
import { writeTraffic } from "../../../jobs/traffic/generator/writeTraffic.ts";
import { sparkQuery } from "../../../jobs/traffic/sparkQuery.ts";
import { setUpSpark } from "../../../local/python/setUpSpark.ts";
import { generatedTraffic } from "./support/generatedTraffic.ts";
import { type Asked, athenaQuery, TrafficDatabase, type TrafficRow } from "./support/TrafficDatabase.ts";
import { transformed } from "./support/transformed.ts";

const script = fileURLToPath(new URL("support/spark_query.py", import.meta.url));
/** The hour that is repeated in Brussels, and those around it. */
const measured = { from: Date.parse("2024-10-26T21:00:00Z") / 60_000, to: Date.parse("2024-10-27T02:00:00Z") / 60_000 };
const asked: Asked = { start: "2024-10-27T00:00:00Z", end: "2024-10-27T01:30:00Z" };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "traffic-"));
  await writeTraffic({ ...measured, folder, points: 60, seed: 3 });
});
afterAll(() => rm(folder, { recursive: true }));

async function rowsOfSpark(query: string): Promise<TrafficRow[]> {
  const { python, javaHome } = await setUpSpark();
  const [request, output] = [join(folder, "request.json"), join(folder, "rows")];
  await writeFile(request, JSON.stringify({ settings: sparkSettings, folder, query, output }));
  const env = { ...process.env, TZ: "UTC", ...(javaHome === undefined ? {} : { JAVA_HOME: javaHome }) };
  await promisify(execFile)(python, [script, request], { env, cwd: folder, maxBuffer: 2 ** 26 });
  await using traffic = await TrafficDatabase.open();
  return await traffic.database.rows(`FROM '${output}/*.parquet' ORDER BY location, recorded_at`);
}

describe("the transform on generated hours", () => {
  it("has the same rows on DuckDB, on Spark and by the plain model, doubles to the last bit", async () => {
    const { records, lanes } = await generatedTraffic(folder);
    await using traffic = await TrafficDatabase.open();
    await traffic.hold(records, lanes);
    const rows = await traffic.rows(asked);
    expect(rows.length).toBeGreaterThan(1000);
    expect(new Set(rows.map(({ day, hour }) => `${day} ${hour}`))).toEqual(new Set(["27 2"]));
    expect(transformed(records, lanes, asked)).toEqual(rows);
    expect(await rowsOfSpark(sparkQuery(athenaQuery(asked)))).toEqual(rows);
  }, 300_000);

  it("is refused where it is no query that Spark's dialect has", () => {
    const refusal = expect.objectContaining({ code: "traffic.not_spark" });
    expect(() => sparkQuery("SELECT FROM WHERE")).toThrow(refusal);
    expect(() => sparkQuery("SELECT 1; SELECT 2")).toThrow(refusal);
  });
});
