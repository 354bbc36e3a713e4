import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { lockFile } from "../../../../local/cli/lockFolder.ts";
import { command } from "../command.ts";

const { elsewhere, start, endOf } = command();

beforeAll(async () => {
  const header = "zip_code,latitude,longitude,city,state,county";
  await writeFile(join(elsewhere(), "zipcodes.csv"), `${header}\n00501,40.9,-72.6,Holtsville,NY,Suffolk\n`);
  await writeFile(join(elsewhere(), "zipcodes-bad.csv"), `${header},what\n00501,40.9,-72.6,Holtsville,NY,Suffolk,1\n`);
});

describe("landing a file", () => {
  it("ends with 0 and tells what lies in each region; meanwhile nobody else works on its folder", async () => {
    const first = start("land", "zipcodes.csv", "--state", "state");
    const landed = endOf(first);
    const lock = join(elsewhere(), "state", lockFile);
    await expect.poll(() => existsSync(lock), { timeout: 30_000 }).toBe(true);
    const pid = readFileSync(lock, "utf8").trim();
    const second = await endOf(start("land", "zipcodes.csv", "--state", "state", "--json"));
    expect(second).toMatchObject({ code: 2, out: "" });
    expect(second.err).toContain(`error cli.state_in_use: ${join(elsewhere(), "state")}: Process ${pid} works on`);
    const { code, out, err } = await landed;
    expect({ code, err }).toEqual({ code: 0, err: "" });
    for (const region of ["eu-west-1", "us-east-1"]) expect(out).toContain(`${region}  zipcodes: 1 file, 1 row, `);
    const [, run = ""] = /npx sluice show (\S+) --state state$/m.exec(out) ?? [];
    expect(existsSync(lock)).toBe(false);
    expect((await endOf(start("show", run, "--state", "state"))).out).toContain(`"run":"${run}"`);
  });

  it("ends with 1 where the run fails, and tells why", async () => {
    const { code, out, err } = await endOf(start("land", "zipcodes-bad.csv", "--state", "state", "--json"));
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(JSON.parse(out)).toMatchObject({
      dataset: "zipcodes",
      status: "FAILED",
      error: "file.unknown_column",
      cause: expect.stringContaining('"what"'),
      tables: [],
    });
  });
});
