import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommitRecord, commitRecord } from "../../core/commit/CommitRecord.ts";
import { layout } from "../../core/commit/layout.ts";
import { publishedFiles } from "../../core/commit/publishedFiles.ts";
import { sourceFolder } from "../../core/commit/sourceFolder.ts";
import { birdstrikes } from "../../datasets/birdstrikes.ts";
import { readings } from "../../datasets/readings.ts";
import { zipcodes } from "../../datasets/zipcodes.ts";
import { readJson } from "../../jobs/s3/readJson.ts";
import { lineage } from "../../local/cli/commands/lineage.ts";
import { rejects } from "../../local/cli/commands/rejects.ts";
import { replay } from "../../local/cli/commands/replay.ts";
import { runs } from "../../local/cli/commands/runs.ts";
import type { Followed } from "../../local/cli/followRun.ts";
import { outputOf } from "../../local/cli/query/Output.ts";
import { runQuery } from "../../local/cli/query/runQuery.ts";
import { planReplay } from "../../local/cli/replay/planReplay.ts";
import { tableFiles } from "../../local/cli/tableFiles.ts";
import { capturedOutput } from "../local/cli/capturedOutput.ts";
import { servedPipeline } from "../local/cli/servedPipeline.ts";
import { files } from "./faults/support/files.ts";
import { strikesByMonth } from "./faults/support/strikesByMonth.ts";

const served = servedPipeline();
const printed = capturedOutput();
const strike = (airport: string, day: string, damage = "None", speed = "140") =>
  `${airport},A-320,${damage},${day},US AIRWAYS,Utah,Climb,Small,Gull,Day,0,0,0,${speed}`;
const source = [
  strike("GOOD", "1990-01-08"),
  strike("BAD DAY", "8 January", "Minor"),
  `"BAD QUOTE"x,A-320,None,1990-01-10,US AIRWAYS,Utah,Climb,Small,Gull,Day,0,0,0,1`,
  strike("ALSO GOOD", "1991-02-09", "Minor"),
  strike("TWO FAULTS", "no day", "None", "fast"),
].join("\n");
let landed: Followed;
let folder: string;
let csv: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-replay-test-"));
  csv = join(folder, "rejects.csv");
  landed = await served.land(birdstrikes, "strikes.csv", `${files.birdstrikesHeader}${source}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

const target = () => ({ stack: "dev", state: served.stateDir });
const regions = () => Object.keys(served.target.outputs.lakes);

async function jsonOf(verb: Promise<void>) {
  printed.text = "";
  await verb;
  return JSON.parse(printed.text);
}

async function ask(sql: string, region: string) {
  const file = join(folder, "answer.json");
  const asked = { sql, region, parameters: [], output: outputOf("json", file) };
  await runQuery(served.target, asked, new AbortController().signal);
  return JSON.parse(await readFile(file, "utf8"));
}
const airports = async (region: string) =>
  (await ask("SELECT airport, year, _source, _run FROM lake.birdstrikes ORDER BY airport", region)) as Record<
    string,
    unknown
  >[];
const rejected = (region: string) =>
  ask(`SELECT r.record, e."column" AS col, e.reason FROM lake.birdstrikes_rejects r, r.errors e ORDER BY 1, 2`, region);

async function recordIn(region: string): Promise<CommitRecord> {
  const s3 = new S3Client(served.target.clientConfig(region));
  const folderName = sourceFolder({ bucket: served.target.outputs.landingBucket, key: landed.key });
  const key = layout.commitRecord("birdstrikes", folderName);
  const read = await readJson(s3, commitRecord, { bucket: served.target.outputs.lakes[region] ?? "", key });
  s3.destroy();
  if (read === undefined) throw new Error("it was published");
  return read.value;
}

/** The files that lie in a region's tables are those of the commit record. */
async function expectNoStrays(region: string): Promise<void> {
  const found = await Promise.all(
    (["rows", "rejects"] as const).map((content) => tableFiles(served.target, region, birdstrikes, content)),
  );
  const names = found.flatMap(({ paths }) => paths.map((path) => path.split("/").at(-1)));
  const known = publishedFiles(await recordIn(region)).map(({ key }) => key.split("/").at(-1));
  expect(names.sort()).toEqual(known.sort());
}

describe("the rejects of a run", () => {
  it("are a table in each region, whose errors SQL steps into", async () => {
    expect(landed).toMatchObject({ status: "SUCCEEDED" });
    for (const region of regions()) {
      expect(await rejected(region)).toEqual([
        { record: "2", col: "flight_date", reason: "invalid_date" },
        { record: "3", col: null, reason: "malformed_quote" },
        { record: "5", col: "flight_date", reason: "invalid_date" },
        { record: "5", col: "speed_knots", reason: "invalid_integer" },
      ]);
    }
  });

  it("are shown with reasons and text, and written as a file of the source's columns behind record numbers", async () => {
    for (const region of regions()) {
      const shown = await jsonOf(rejects(landed.run, { ...target(), region, limit: 2, json: true }));
      expect(shown).toMatchObject({ run: landed.run, region, from: "published", rejected: 3 });
      expect(shown.rejects).toEqual([
        {
          record: 2,
          errors: [{ column: "flight_date", reason: "invalid_date" }],
          raw: strike("BAD DAY", "8 January", "Minor"),
        },
        expect.objectContaining({ record: 3, errors: [{ column: null, reason: "malformed_quote" }] }),
      ]);
    }
    printed.text = "";
    await rejects(landed.run, { ...target(), limit: 20, csv });
    expect(printed.text).toContain("3 rejected, published in eu-west-1");
    expect(printed.text).toContain(`npx sluice replay ${landed.run} --rejects ${csv}`);
    const lines = source.split("\n");
    expect(await readFile(csv, "utf8")).toBe(
      `_record,${files.birdstrikesHeader}2,${lines[1]}\n3,${lines[2]}\n5,${lines[4]}\n`,
    );
    await expect(rejects(landed.run, { ...target(), limit: 20, csv })).rejects.toMatchObject({
      code: "rejects.file_exists",
    });
  });
});

describe("a replay", () => {
  let fixed: string;
  let first: { run: string };

  it("publishes corrected records beside their neighbours in both regions, in catalog and warehouse too", async () => {
    const header = `_record,${files.birdstrikesHeader}`;
    const lines = [
      `2,${strike("BAD DAY", "1992-03-08", "Minor")}`,
      `5,${strike("TWO FAULTS", "1990-01-09", "None", "fast")}`,
    ];
    fixed = join(folder, "fixed.csv");
    await writeFile(fixed, `${header}${lines.join("\n")}\n`);
    first = await jsonOf(replay(landed.run, { ...target(), rejects: fixed, json: true }));
    expect(first).toMatchObject({ of: landed.run, status: "SUCCEEDED", replayed: true });
    expect(first).toMatchObject({ output: { read: 3, written: 1, rejected: 2, near: "published", far: "published" } });
    for (const region of regions()) {
      const lineageOfRow = { _source: landed.key, _run: landed.run };
      expect(await airports(region)).toEqual([
        { airport: "ALSO GOOD", year: 1991, ...lineageOfRow },
        { airport: "BAD DAY", year: 1992, ...lineageOfRow },
        { airport: "GOOD", year: 1990, ...lineageOfRow },
      ]);
      expect(await rejected(region)).toEqual([
        { record: "3", col: null, reason: "malformed_quote" },
        { record: "5", col: "speed_knots", reason: "invalid_integer" },
      ]);
      expect(await strikesByMonth({ target: served.target, landed: new Map() }, region)).toEqual([
        `${landed.key}/1990/1: 1, 0`,
        `${landed.key}/1991/2: 1, 1`,
        `${landed.key}/1992/3: 1, 1`,
      ]);
      const record = await recordIn(region);
      expect(record).toMatchObject({ run: landed.run, read: 5, written: 3, rejected: 2 });
      expect(record.supplements).toMatchObject([{ run: first.run, written: 1, finishedAt: expect.any(String) }]);
      await expectNoStrays(region);
    }
  });

  it("of the same file changes nothing, and says so", async () => {
    const before = await Promise.all(regions().map(recordIn));
    expect(await jsonOf(replay(landed.run, { ...target(), rejects: fixed, json: true }))).toEqual({
      run: first.run,
      replayed: false,
    });
    expect(await Promise.all(regions().map(recordIn))).toEqual(before);
  });

  it("is of records that are rejected still, each once, and named by their numbers", async () => {
    const bad = join(folder, "bad.csv");
    const header = `_record,${files.birdstrikesHeader}`;
    const good = strike("X", "1990-01-01");
    const refused = async (text: string) => {
      await writeFile(bad, text);
      return await planReplay(served.target, "birdstrikes", landed.run, bad).catch(
        ({ code }: { code: string }) => code,
      );
    };
    expect(await refused(`${header}2,${good}\n`)).toBe("replay.not_rejected");
    expect(await refused(`${header}3,${good}\n3,${good}\n`)).toBe("replay.repeated_record");
    expect(await refused(`${header}three,${good}\n`)).toBe("replay.bad_record");
    expect(await refused(`${header}3,"${good}\n`)).toBe("replay.unclosed_quote");
    expect(await refused(header)).toBe("replay.no_records");
    expect(await refused(`${files.birdstrikesHeader}${good}\n`)).toBe("replay.no_record_column");
  });

  it("may follow another, and is named by either: the table of rejects then has what both left", async () => {
    const again = join(folder, "again.csv");
    const lines = [`5,${strike("TWO FAULTS", "1990-01-09")}`, `3,${strike("BAD QUOTE", "1990-01-10")}`];
    await writeFile(again, `_record,${files.birdstrikesHeader}${lines.join("\n")}\n`);
    const second = await jsonOf(replay(first.run, { ...target(), rejects: again, json: true }));
    expect(second).toMatchObject({ of: landed.run, output: { written: 2, rejected: 0 } });
    for (const region of regions()) {
      expect((await airports(region)).map(({ airport }) => airport)).toEqual([
        ...["ALSO GOOD", "BAD DAY", "BAD QUOTE", "GOOD", "TWO FAULTS"],
      ]);
      expect(await rejected(region)).toEqual([]);
      expect((await recordIn(region)).supplements.map(({ run }) => run)).toEqual([first.run, second.run]);
      await expectNoStrays(region);
    }
    const listed = await jsonOf(runs({ ...target(), limit: 1, json: true }));
    expect(listed).toMatchObject([
      { run: second.run, source: landed.key, replayOf: landed.run, written: 2, rejected: 0 },
    ]);
    const { versions } = await jsonOf(lineage({ ...target(), source: landed.key, json: true }));
    expect(versions).toMatchObject([
      { run: second.run, replayOf: { run: landed.run }, written: 2, regions: { "eu-west-1": { state: "current" } } },
      { run: first.run, replayOf: { run: landed.run }, written: 1 },
      { run: landed.run, replayOf: null, written: 2, rejected: 3 },
    ]);
  });

  it("is replaced with what it was added to, by a newer version of the source, and then refused", async () => {
    const newer = await served.land(
      birdstrikes,
      "strikes.csv",
      `${files.birdstrikesHeader}${strike("NEW", "1990-01-01")}\n`,
    );
    expect(newer).toMatchObject({ status: "SUCCEEDED", key: landed.key });
    for (const region of regions()) {
      expect(await airports(region)).toMatchObject([{ airport: "NEW", _run: newer.run }]);
      expect(await strikesByMonth({ target: served.target, landed: new Map() }, region)).toEqual([
        `${landed.key}/1990/1: 1, 0`,
      ]);
      expect(await recordIn(region)).toMatchObject({ run: newer.run, supplements: [] });
      await expectNoStrays(region);
    }
    await expect(replay(landed.run, { ...target(), rejects: fixed })).rejects.toMatchObject({
      code: "replay.superseded",
      message: expect.stringContaining("was replaced by a newer version of its source"),
    });
    const staged = await jsonOf(rejects(landed.run, { ...target(), limit: 20, json: true }));
    expect(staged).toMatchObject({ from: "staged", rejected: 3 });
  });
});

describe("a replay of a dataset in another dialect, whose catalog a crawler keeps", () => {
  it("takes the file that the rejects were written as, with some records corrected and the others dropped", async () => {
    const run = await served.land(readings, "dirty.csv", await readFile("datasets/samples/readings-dirty.csv", "utf8"));
    const file = join(folder, "readings.csv");
    await rejects(run.run, { ...target(), limit: 1, csv: file });
    const lines = (await readFile(file, "utf8")).split("\n");
    const kept = lines.filter((line) => /^(_record|12|15|27);/.test(line));
    const corrected = kept.map((line) => line.replace("12 veh", "12").replace(";fast;", ";61,5;"));
    await writeFile(file, `${corrected.join("\n")}\n`);
    const count = "SELECT count(*)::int AS n FROM lake.readings";
    const [{ n }] = await ask(count, served.target.outputs.mainMachine.split(":")[3] ?? "");
    const { output } = await jsonOf(replay(run.run, { ...target(), rejects: file, json: true }));
    expect(output).toMatchObject({ written: 2, near: "published", far: "published" });
    for (const region of regions()) {
      expect(await ask(count, region)).toEqual([{ n: n + 2 }]);
      expect(await ask("SELECT speed, year, month FROM lake.readings WHERE odometer = 118", region)).toEqual([
        { speed: 61.5, year: 2024, month: 3 },
      ]);
      const left = await ask("SELECT record FROM lake.readings_rejects WHERE record IN (12, 15, 27)", region);
      expect(left).toEqual([{ record: "27" }]);
    }
  });
});

describe("a run that its rejects failed", () => {
  it("shows them as they were staged, and has nothing that they could be added to", async () => {
    const run = await served.land(zipcodes, "bad.csv", files.zipcodes("x", 1000).replaceAll("1.5", "north"));
    expect(run).toMatchObject({ status: "FAILED", error: "verify.too_many_rejects" });
    const shown = await jsonOf(rejects(run.run, { ...target(), limit: 1, json: true }));
    expect(shown).toMatchObject({ from: "staged", rejected: 1000, rejects: [{ record: 1 }] });
    const file = join(folder, "zipcodes.csv");
    const refusal = { code: "replay.not_published" };
    await expect(rejects(run.run, { ...target(), limit: 1, csv: file })).rejects.toMatchObject(refusal);
    await expect(planReplay(served.target, "zipcodes", run.run, file)).rejects.toMatchObject(refusal);
    const other = run.run.replace(/[0-9a-f]{32}$/, "0".repeat(32));
    await expect(rejects(other, { ...target(), limit: 1 })).rejects.toMatchObject({ code: "rejects.none_kept" });
    await expect(rejects(run.run, { ...target(), limit: 1, region: "mars-1" })).rejects.toMatchObject({
      code: "cli.unknown_region",
    });
  });
});
