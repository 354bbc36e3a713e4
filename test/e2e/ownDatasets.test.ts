import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Contract } from "../../core/contract/Contract.ts";
import { cities, logbook, measures, prices } from "./support/datasets/dialects.ts";
import { expectPublished, type Published } from "./support/expectPublished.ts";
import { type OwnPipeline, ownPipeline } from "./support/ownPipeline.ts";

let own: OwnPipeline;
beforeAll(async () => {
  own = await ownPipeline(new URL("./support/datasets/dialects.ts", import.meta.url));
});
afterAll(async () => await own?.[Symbol.asyncDispose]());

interface Case extends Published {
  readonly what: string;
  readonly contract: Contract;
  readonly content: string | Uint8Array;
}

const cases: readonly [Case, ...Case[]] = [
  {
    what: "of windows-1252 with a decimal comma",
    contract: prices,
    content: Buffer.from(
      'article;price;weight\nCr\xe8me br\xfbl\xe9e;1234,5;0,25\n"\x80 \x93gift\x94;";-,5;\nx;1.5;\n',
      "latin1",
    ),
    rows: [
      { article: "Crème brûlée", price: "1234.5", weight: "0.25" },
      { article: "€ “gift”;", price: "-0.5", weight: null },
    ],
    rejects: [[3, "invalid_number", "x;1.5;"]],
  },
  {
    what: "of UTF-16 whose lower byte comes first",
    contract: cities,
    content: utf16("\ufeffcity\tpeople\r\nLiège\t195,965\r\nМосква\t13100000\r\n東京 🗼\t14000000\r\n"),
    rows: [
      { city: "Москва", people: "13100000" },
      { city: "東京 🗼", people: "14000000" },
    ],
    rejects: [[1, "invalid_integer", "Liège\t195,965"]],
  },
  {
    what: "of UTF-16 whose higher byte comes first",
    contract: cities,
    content: utf16("\ufeffcity\tpeople\nGent\t265000\n").swap16(),
    rows: [{ city: "Gent", people: "265000" }],
    rejects: [],
  },
  {
    what: "without a header",
    contract: measures,
    content: "2024-12-31|1.5|'a|b'\n2025-01-01|-2|\n2025-02-30|3|x\n",
    rows: [
      { taken_on: "2024-12-31", level: "1.5", note: "a|b", year: "2024" },
      { taken_on: "2025-01-01", level: "-2", note: null, year: "2025" },
    ],
    rejects: [[3, "invalid_date", "2025-02-30|3|x"]],
  },
  {
    what: "with lines to skip, comments and escapes",
    contract: logbook,
    content:
      'Bridge "log\n\nat,said,level\n# 07:00 "watch\n2024-07-01T08:00,"he said \\"aye\\", \\\\",1\n#,,\n2024-01-01T08:00,two\\n,70000\n',
    rows: [{ at: "2024-07-01 06:00:00", said: 'he said "aye", \\', level: "1" }],
    rejects: [[2, "out_of_range", "2024-01-01T08:00,two\\n,70000"]],
  },
];

describe.each(["inline", "duckdb"] as const)("a file for %s", (engine) => {
  it.each(cases)(
    "$what is published in both regions, its rejects too",
    async ({ what, contract, content, ...told }) => {
      const landed = await own.pipeline.land(contract, `${what} ${engine}.csv`, content, engine);
      await expectPublished(own.pipeline, landed, told);
    },
  );
});

it("A dataset of one's own is landed and asked for by the command line of its project", async () => {
  const sluice = async (...args: string[]) => {
    // Each starts a process that loads the program.
    const command = ["local/cli/sluice.mjs", ...args, "--state", "state"];
    return (await promisify(execFile)(process.execPath, command, { cwd: own.folder })).stdout;
  };
  const { pipeline } = own;
  const [{ contract, content }] = cases;
  await writeFile(join(own.folder, "prices.csv"), content);
  const { status, tables } = JSON.parse(await sluice("land", "prices.csv", "--json"));
  expect(status).toBe("SUCCEEDED");
  const table = { dataset: contract.name, rows: 2, rejectedRows: 1 };
  expect(tables).toMatchObject(pipeline.regions.map((region) => ({ region, ...table })));
  const sql = `SELECT article, price FROM lake.${contract.name} ORDER BY 2`;
  const answer = await sluice("query", sql, "--region", pipeline.far, "--format", "csv");
  expect(answer.split("\r\n")).toEqual(["article,price", "€ “gift”;,-0.5", "Crème brûlée,1234.5", ""]);
}, 300_000);

function utf16(text: string): Buffer {
  return Buffer.from(text, "utf16le");
}
