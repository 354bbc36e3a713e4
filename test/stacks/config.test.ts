import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { projectFolder } from "../../local/cli/folders.ts";
import { stackConfig } from "../../local/cli/stackConfig.ts";
import { readConfig } from "../../stacks/config.ts";
import { configTable } from "../../stacks/configTable.ts";
import { type Setting, settings } from "../../stacks/settings.ts";

const valid = { "aws:region": "eu-central-1", "sluice:farRegion": "ap-southeast-2" };

beforeAll(async () => {
  await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "sluice", "test");
});

function read(config: Record<string, string>) {
  pulumi.runtime.setAllConfig(config);
  return readConfig();
}

function refusal(config: Record<string, string>): { code: string; lines: string[] } {
  try {
    read(config);
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return { code, lines: message.split("\n") };
  }
  throw new Error("The configuration was taken");
}

describe("a stack's configuration", () => {
  it("is settled by its defaults where only the region is given, and has one region then", () => {
    expect(read({ "aws:region": "eu-central-1" })).toEqual({
      nearRegion: "eu-central-1",
      pipelines: ["csv-lake"],
      alertEmails: [],
      inlineMaxBytes: 8_388_608,
      duckdbMaxBytes: 2_147_483_648,
      sparkWorkerType: "G.1X",
      sparkWorkers: 3,
      trafficZone: "Europe/Brussels",
      trafficEngine: "athena",
      trafficLatenessHours: 24,
      warehouse: "serverless",
      warehouseBaseRpu: 8,
      warehouseMaxRpu: 16,
      warehouseDailyRpuHours: 64,
    });
  });

  it("is read from the texts that Pulumi keeps", () => {
    const given = {
      "sluice:pipelines": '["csv-lake"]',
      "sluice:alertEmails": '["oncall@example.org","data@example.org"]',
      "sluice:inlineMaxBytes": "0",
      "sluice:duckdbMaxBytes": "10737418240",
      "sluice:sparkWorkerType": "G.2X",
      "sluice:sparkWorkers": "2",
      "sluice:warehouse": "none",
      "sluice:warehouseBaseRpu": "32",
      "sluice:warehouseMaxRpu": "32",
      "sluice:warehouseDailyRpuHours": "1",
    };
    expect(read({ ...valid, ...given, "aws:profile": "team" })).toEqual({
      nearRegion: "eu-central-1",
      farRegion: "ap-southeast-2",
      pipelines: ["csv-lake"],
      alertEmails: ["oncall@example.org", "data@example.org"],
      inlineMaxBytes: 0,
      duckdbMaxBytes: 10_737_418_240,
      sparkWorkerType: "G.2X",
      sparkWorkers: 2,
      trafficZone: "Europe/Brussels",
      trafficEngine: "athena",
      trafficLatenessHours: 24,
      warehouse: "none",
      warehouseBaseRpu: 32,
      warehouseMaxRpu: 32,
      warehouseDailyRpuHours: 1,
    });
  });

  it.each([
    ["no near region", { "sluice:farRegion": "eu-west-1" }, "aws:region is missing and must be the name of"],
    ["a near region that is none", { ...valid, "aws:region": "eu-west" }, 'aws:region is "eu-west" and must be'],
    ["a far region that is none", { ...valid, "sluice:farRegion": "mars" }, 'sluice:farRegion is "mars" and must be'],
    ["one region as both", { ...valid, "sluice:farRegion": "eu-central-1" }, "must be another region than aws:region"],
    [
      "a pipeline that there is not",
      { ...valid, "sluice:pipelines": '["csv-like"]' },
      'sluice:pipelines is ["csv-like"]',
    ],
    ["no pipeline at all", { ...valid, "sluice:pipelines": "[]" }, "sluice:pipelines is [] and must be a list"],
    ["pipelines that are no list", { ...valid, "sluice:pipelines": "csv-lake" }, 'sluice:pipelines is "csv-lake"'],
    ["an address that is none", { ...valid, "sluice:alertEmails": '["oncall"]' }, 'sluice:alertEmails is ["oncall"]'],
    ["an address outside a list", { ...valid, "sluice:alertEmails": "a@b.org" }, 'sluice:alertEmails is "a@b.org"'],
    ["a worker type that Glue has for other jobs", { ...valid, "sluice:sparkWorkerType": "Z.2X" }, "G.1X, G.2X"],
    ["a lone worker", { ...valid, "sluice:sparkWorkers": "1" }, "sluice:sparkWorkers is 1"],
    ["a size with a unit", { ...valid, "sluice:inlineMaxBytes": "8MiB" }, 'sluice:inlineMaxBytes is "8MiB"'],
    ["more than a disk holds", { ...valid, "sluice:duckdbMaxBytes": "10737418241" }, "sluice:duckdbMaxBytes is 107"],
    ["a part of a byte", { ...valid, "sluice:inlineMaxBytes": "0.5" }, "sluice:inlineMaxBytes is 0.5"],
    [
      "another warehouse",
      { ...valid, "sluice:warehouse": "big" },
      'sluice:warehouse is "big" and must be serverless or',
    ],
    [
      "an RPU between the steps",
      { ...valid, "sluice:warehouseBaseRpu": "12" },
      "must be a multiple of 8 from 8 to 512",
    ],
    [
      "a bound below the base",
      { ...valid, "sluice:warehouseBaseRpu": "24" },
      "must be at least sluice:warehouseBaseRpu",
    ],
    ["no hours", { ...valid, "sluice:warehouseDailyRpuHours": "0" }, "must be a whole number from 1 to 12288"],
  ])("is refused with %s, on one line with the command that mends it", (_, config, what) => {
    const { code, lines } = refusal(config);
    expect(code).toBe("config.invalid");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toBe("Pulumi.test.yaml: one setting is to be mended");
    expect(lines[1]).toContain(what);
    const [, key = ""] = /^ {2}(\S+) /.exec(lines[1] ?? "") ?? [];
    const setting = Object.values(settings).find((each) => each.key === key);
    expect(lines[1]).toContain(`; run ${setting?.command}, or with a value of your own`);
  });

  it("is refused with a line for every bad key at once", () => {
    const config = {
      "sluice:farRegion": "mars",
      "sluice:pipelines": "[]",
      "sluice:warehouseMaxRpu": "4",
      "sluice:wear": "1",
    };
    const { lines } = refusal(config);
    expect(lines[0]).toBe("Pulumi.test.yaml: 5 settings are to be mended");
    const keys = lines.slice(1).map((line) => line.trim().split(" ")[0]);
    expect(keys).toEqual([
      "aws:region",
      "sluice:farRegion",
      "sluice:pipelines",
      "sluice:warehouseMaxRpu",
      "sluice:wear",
    ]);
  });

  it.each([
    ["sluice:farRegoin", " (did you mean sluice:farRegion?)"],
    ["sluice:farregion", " (did you mean sluice:farRegion?)"],
    ["sluice:maxRpu", ""],
  ])("is refused with a key of its own that is none (%s)", (key, hint) => {
    const { lines } = refusal({ ...valid, [key]: "eu-west-1" });
    expect(lines.slice(1)).toEqual([`  ${key} is no setting${hint}; run pulumi config rm ${key}.`]);
  });

  it("leaves the keys of other namespaces to those who read them", () => {
    expect(read({ ...valid, "aws:profile": "team", "pulumi:tags": "{}" }).nearRegion).toBe("eu-central-1");
  });

  it("is taken or refused, and never breaks, whatever the texts are", () => {
    const known = Object.values(settings).map(({ key }): string => key);
    const texts = fc.dictionary(fc.constantFrom(...known), fc.oneof(fc.string(), fc.json()), { noNullPrototype: true });
    fc.assert(
      fc.property(texts, (config) => {
        pulumi.runtime.setAllConfig(config);
        try {
          expect(readConfig().nearRegion).toBe(config["aws:region"]);
        } catch (error) {
          expect((error as { code?: string }).code).toBe("config.invalid");
        }
      }),
      { examples: [[{ "sluice:warehouseBaseRpu": '{"toString":{}}' }]] },
    );
  });
});

describe("Pulumi.yaml", () => {
  const { config } = parse(readFileSync(join(projectFolder, "Pulumi.yaml"), "utf8")) as { config: unknown };

  it("declares the keys that have a default, each with its type, default and meaning", () => {
    const declared = Object.values(settings)
      .filter((setting: Setting) => setting.default !== undefined)
      .map(({ key, type, description, default: value }: Setting) => {
        const items = type === "array" ? { items: { type: "string" } } : {};
        return [key, { type, description, ...items, default: value }];
      });
    expect(config).toEqual(Object.fromEntries(declared));
  });

  it("and the checked-in stack make a configuration that is taken", () => {
    expect(read(stackConfig(projectFolder, "dev").config)).toMatchObject({ nearRegion: "eu-west-1" });
  });
});

describe("configTable", () => {
  it("has a line for every key, with what it is, its default and the command", async () => {
    await expect(`${configTable()}\n`).toMatchFileSnapshot("../golden/stacks/config.md");
  });
});
