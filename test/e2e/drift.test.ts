import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../core/commit/Run.ts";
import type { Contract } from "../../core/contract/Contract.ts";
import { setUpSpark } from "../../local/python/setUpSpark.ts";
import {
  evolvedDuckdb,
  evolvedInline,
  evolvedSpark,
  frozen,
  lenient,
  renamed,
  rescued,
} from "./support/datasets/drifting.ts";
import { expectPublished, expectRows, type Published } from "./support/expectPublished.ts";
import { expectRefused } from "./support/expectRefused.ts";
import { type OwnPipeline, ownPipeline } from "./support/ownPipeline.ts";
import { regionState } from "./support/regionState.ts";

let own: OwnPipeline;
beforeAll(async () => {
  own = await ownPipeline(new URL("./support/datasets/drifting.ts", import.meta.url));
});
afterAll(async () => await own?.[Symbol.asyncDispose]());

const steps = { inline: "ConvertInline", duckdb: "ConvertDuckdb", spark: "ConvertSpark" } as const;
const land = (engine: Engine, contract: Contract, name: string, content: string) =>
  own.pipeline.land(contract, `${name} ${engine}.csv`, content, engine);

interface Case extends Published {
  readonly what: string;
  readonly contract: Contract;
  readonly content: string;
}

const rescuing: readonly [Case, ...Case[]] = [
  {
    what: "with columns to rescue",
    contract: rescued,
    content: [
      'coupon,Order,Größe "EU",orderedOn,note,',
      '"A ""B"", C",1,42,2024-01-31,x,',
      ",2,NA,2024-02-29,,",
      '"line\nbreak\\",3,7,2024-03-31,y,1',
      "z,four,7,2024-03-31,y,1",
      "",
    ].join("\n"),
    rows: [
      { order: "1", ordered_on: "2024-01-31", note: "x", _rescued: json({ coupon: 'A "B", C', 'Größe "EU"': "42" }) },
      { order: "2", ordered_on: "2024-02-29", note: null, _rescued: null },
      {
        order: "3",
        ordered_on: "2024-03-31",
        note: "y",
        _rescued: json({ coupon: "line\nbreak\\", 'Größe "EU"': "7", "": "1" }),
      },
    ],
    rejects: [[4, "invalid_integer", "z,four,7,2024-03-31,y,1"]],
  },
  {
    what: "with nothing to rescue",
    contract: rescued,
    content: "Order,orderedOn,note\n5,2024-01-31,x\n",
    rows: [{ order: "5", ordered_on: "2024-01-31", note: "x", _rescued: null }],
  },
];

const taken: readonly Case[] = [
  ...rescuing,
  {
    what: "whose columns are in another order",
    contract: frozen,
    content: "note,orderedOn,Order\nNA,2024-01-31,1\n,2024-02-29,two\n",
    rows: [{ order: "1", ordered_on: "2024-01-31", note: null }],
    rejects: [[2, "invalid_integer", ",2024-02-29,two"]],
  },
  {
    what: "that lacks columns that may be null or have a default",
    contract: lenient,
    content: "orderedOn,Order\n2024-01-31,1\n2024-02-29,2\n",
    rows: [
      { order: "1", ordered_on: "2024-01-31", note: null, pieces: "1" },
      { order: "2", ordered_on: "2024-02-29", note: null, pieces: "1" },
    ],
  },
  {
    what: "with a column's new name",
    contract: renamed,
    content: "Order,orderedOn,note,Customer name\n1,2024-01-31,x,Ann\n",
    rows: [{ order: "1", ordered_on: "2024-01-31", note: "x", customer: "Ann" }],
  },
  {
    what: "with a column's name of long ago",
    contract: renamed,
    content: "client,Order,orderedOn,note\nBob,2,2024-01-31,x\n",
    rows: [{ order: "2", ordered_on: "2024-01-31", note: "x", customer: "Bob" }],
  },
];

const refused: readonly (readonly [what: string, error: string, contract: Contract, content: string, cause: RegExp])[] =
  [
    [
      "with a column that is not declared",
      "file.unknown_column",
      frozen,
      "Order,orderedOn,note,coupon\n1,2024-01-31,x,A\n",
      /orders_frozen: The header names "coupon", not in the contract; drop the column from the file or declare it/,
    ],
    [
      "with a column that is likely renamed",
      "file.unknown_column",
      frozen,
      "Order,orderedOn,remark\n1,2024-01-31,x\n",
      /if "remark" is the new name of "note", declare \.from\("remark", "note"\)/,
    ],
    [
      "with a column under its old name and its new one",
      "file.duplicate_header",
      renamed,
      "Order,orderedOn,note,client,Customer name\n1,2024-01-31,x,A,B\n",
      /names "Customer name" more than once/,
    ],
    [
      "without a column, though one that may be null",
      "file.missing_column",
      frozen,
      "Order,orderedOn\n1,2024-01-31\n",
      /The header lacks "note"/,
    ],
    [
      "without a column that may not be null",
      "file.missing_column",
      lenient,
      "Order,pieces\n1,2\n",
      /The header lacks "orderedOn"; /,
    ],
    [
      "with a column that is likely renamed, beside those to rescue",
      "file.missing_column",
      rescued,
      "Number,orderedOn,note\n1,2024-01-31,x\n",
      /if "Number" is the new name of "Order", declare \.from\("Number", "Order"\)/,
    ],
    [
      "with a column that would be one of the table's own",
      "file.unknown_column",
      evolvedDuckdb,
      "Order,orderedOn,note,Ordered on\n1,2024-01-31,x,y\n",
      /"Ordered on", which would be the column "ordered_on", which there is/,
    ],
  ];

describe.each(["inline", "duckdb"] as const)("a file for %s", (engine) => {
  it.each(taken)("$what is published in both regions", async ({ what, contract, content, ...told }) => {
    await expectPublished(own.pipeline, await land(engine, contract, what, content), told);
  });

  it.each(refused)("%s fails its run with %s, is told of, and changes nothing", async (...args) => {
    const [what, error, contract, content, cause] = args;
    await expectRefused(own.pipeline, () => land(engine, contract, what, content), {
      error,
      step: steps[engine],
      cause,
    });
  });

  const contract = engine === "inline" ? evolvedInline : evolvedDuckdb;
  it("with new columns adds them to the tables of both regions, in which older files and newer ones without them are null", async () => {
    await expectEvolving(engine, contract);
  });
});

describe("the Spark engine", () => {
  it("rescues and evolves as the others do", { timeout: 900_000 }, async () => {
    await setUpSpark((line) => console.info(line));
    const [{ what, content, ...told }] = rescuing;
    await expectPublished(own.pipeline, await land("spark", rescued, what, content), told);

    const before = await land("duckdb", evolvedSpark, "before", "Order,orderedOn,note\n1,2024-01-31,x\n");
    const row = { order: "1", ordered_on: "2024-01-31", note: "x", year: "2024" };
    await expectPublished(own.pipeline, before, { rows: [row] });
    const added = await land("spark", evolvedSpark, "added", "Coupon code,note,orderedOn,Order\nA,y,2024-02-29,2\n");
    const coupon = { order: "2", ordered_on: "2024-02-29", note: "y", year: "2024", coupon_code: "A" };
    await expectPublished(own.pipeline, added, { rows: [coupon] });
    await expectRows(own.pipeline, before, { rows: [{ ...row, coupon_code: null }] });
  });
});

/** Lands files one after the other, and looks after each at all that were landed before. */
async function expectEvolving(engine: Engine, contract: Contract): Promise<void> {
  const { pipeline } = own;
  const year = (year: string) => (contract.partitions.length === 0 ? {} : { year });
  const before = await columnsOf(contract);
  const first = await land(engine, contract, "first", "Order,orderedOn,note\n1,2024-01-31,x\n");
  const firstRow = { order: "1", ordered_on: "2024-01-31", note: "x", ...year("2024") };
  await expectPublished(pipeline, first, { rows: [firstRow] });
  expect(await columnsOf(contract)).toEqual(before);

  const text = "Coupon code,Order,orderedOn,note\nNA,2,2024-02-29,\n ÿ ,3,2025-02-28,y\nA,no number,2024-02-29,\n";
  const second = await land(engine, contract, "second", text);
  const secondRows = [
    { order: "2", ordered_on: "2024-02-29", note: null, coupon_code: null, ...year("2024") },
    { order: "3", ordered_on: "2025-02-28", note: "y", coupon_code: " ÿ ", ...year("2025") },
  ];
  const rejects = [[3, "invalid_integer", "A,no number,2024-02-29,"]] as const;
  await expectPublished(pipeline, second, { rows: secondRows, rejects });
  await expectRows(pipeline, first, { rows: [{ ...firstRow, coupon_code: null }] });
  const grown = before.map((columns) => [...columns, "coupon_code varchar(65535)"]);
  expect(await columnsOf(contract)).toEqual(grown);

  const third = await land(engine, contract, "third", "note,Order,orderedOn\nz,4,2024-03-31\n");
  const thirdRow = { order: "4", ordered_on: "2024-03-31", note: "z", coupon_code: null, ...year("2024") };
  await expectPublished(pipeline, third, { rows: [thirdRow] });

  const fourth = await land(engine, contract, "fourth", "kg,Order,orderedOn,note,Coupon code\n7,5,2024-04-30,,B\n");
  const fourthRow = { order: "5", ordered_on: "2024-04-30", note: null, coupon_code: "B", kg: "7", ...year("2024") };
  await expectPublished(pipeline, fourth, { rows: [fourthRow] });
  await expectRows(pipeline, second, { rows: secondRows.map((row) => ({ ...row, kg: null })), rejects });
  await expectRows(pipeline, third, { rows: [{ ...thirdRow, kg: null }] });
  expect(await columnsOf(contract)).toEqual(grown.map((columns) => [...columns, "kg varchar(65535)"]));

  const again = await land(engine, contract, "second", "Order,orderedOn,note\n6,2024-05-31,\n");
  const newest = { order: "6", ordered_on: "2024-05-31", note: null, coupon_code: null, kg: null, ...year("2024") };
  await expectPublished(pipeline, again, { rows: [newest] });
  await expectRows(pipeline, first, { rows: [{ ...firstRow, coupon_code: null, kg: null }] });
}

/** Those of the dataset's table in the catalog of each region. */
async function columnsOf({ name }: Contract): Promise<string[][]> {
  const { pipeline } = own;
  const states = await Promise.all(pipeline.regions.map((region) => regionState(pipeline.target, region)));
  return states.map(({ tables }) => tables.find((table) => table.name === name)?.columns ?? []);
}

function json(value: Readonly<Record<string, string>>): string {
  return JSON.stringify(value);
}
