import { describe, expect, test } from "vitest";
import type { Contract } from "../../core/contract/Contract.ts";
import { convert } from "../../core/convert/convert.ts";
import { encodeRecord } from "../../core/convert/frame/encodeRecord.ts";
import type { Reject } from "../../core/convert/Reject.ts";
import { reasons } from "../../core/convert/reasons.ts";
import type { Row } from "../../core/convert/recordConverter.ts";
import { unfitness } from "../../core/engine/unfitness.ts";
import { convertLocally } from "../jobs/duckdb/support/convertLocally.ts";
import { columnOf, contractOf, examples, type FileExample, type ValueExample } from "./examples.ts";

/** Something that converts files by the rules of the page. */
interface Engine {
  readonly name: string;
  /** Whether it is offered files of the contract at all. */
  suits(contract: Contract): boolean;
  /** Whether it refuses such values, so that another engine converts their file. */
  refuses(value: unknown): boolean;
  convert(contract: Contract, bytes: Buffer): Promise<Converted>;
}

interface Converted {
  readonly rows: readonly Row[];
  readonly rejects: readonly Reject[];
}

const engines: readonly Engine[] = [
  {
    name: "core/convert",
    suits: () => true,
    refuses: () => false,
    convert: async (contract, bytes) => convert(contract as Contract<Row>, bytes),
  },
  {
    name: "duckdb",
    suits: () => true,
    refuses: () => false,
    convert: (contract, bytes) => convertLocally(contract, bytes),
  },
  {
    name: "inline",
    suits: (contract) => unfitness(contract, "inline") === undefined,
    refuses: Number.isNaN,
    convert: (contract, bytes) => convertLocally(contract, bytes, undefined, "inline"),
  },
];

const { values, files, reasons: listed } = examples();

/** Examples of columns of one type under one dialect: they are one file, with a record for each example. */
interface Sheet {
  readonly name: string;
  readonly contract: Contract;
  /** Each with the place of its column in the contract. */
  readonly examples: readonly (ValueExample & { readonly place: number })[];
}

const hasNaN = (each: readonly ValueExample[]) =>
  each.some(({ expected }) => Number.isNaN("value" in expected && expected.value));
const byColumn = Map.groupBy(values, ({ column, dialect }) => JSON.stringify([column, dialect]));
const sheets = [...Map.groupBy(byColumn.values(), (each) => sheetName(each[0] as ValueExample, hasNaN(each)))].map(
  ([name, columns]) => sheetOf(name, columns),
);

function sheetName({ column, dialect }: ValueExample, withNaN: boolean): string {
  return `${columnOf(column).spec.type.kind}${withNaN ? " with NaN" : ""} under ${JSON.stringify(dialect)}`;
}

function sheetOf(name: string, columns: readonly ValueExample[][]): Sheet {
  const [[first] = []] = columns;
  if (first === undefined) throw new Error(`${name} has no examples`);
  const declared = columns.map(([each], place) => [`v${place}`, columnOf(each?.column ?? "")] as const);
  const examples = columns.flatMap((each, place) => each.map((example) => ({ ...example, place })));
  return { name, contract: contractOf(Object.fromEntries(declared), first.dialect), examples };
}

/** The columns that an example is not of hold a text that is a value of theirs. */
function fileOf({ contract, examples: all }: Sheet): Buffer {
  const good = contract.columns.map(({ key }, place) => {
    const example = all.find((each) => each.place === place && "value" in each.expected);
    if (example) return example.text;
    throw new Error(`No value is shown of ${all.find((each) => each.place === place)?.column ?? key}`);
  });
  const records = [contract.columns.map(({ key }) => key), ...all.map(({ place, text }) => good.with(place, text))];
  return Buffer.from(records.map((fields) => `${encodeRecord(fields, contract.source)}\n`).join(""));
}

/** What became of each example; of a rejected record, all that was said of it, where that is not one reason. */
function outcomes({ examples: all }: Sheet, { rows, rejects }: Converted): unknown[] {
  let row = 0;
  return all.map(({ column, text, place }, index) => {
    const reject = rejects.find(({ record }) => record === index + 1);
    if (reject === undefined) {
      row += 1;
      return { column, text, value: rows[row - 1]?.[`v${place}`] };
    }
    const [error, ...others] = reject.errors;
    return error?.column === `v${place}` && others.length === 0 ? { column, text, reason: error.reason } : reject;
  });
}

/** The contract's columns in its order, then those that the file adds. */
const shownRows = ({ columns: all }: Contract, rows: readonly Row[]) =>
  rows.map((row) => [...new Set([...all.map(({ key }) => key), ...Object.keys(row)])].map((key) => row[key]));

describe.each(engines)("$name gives what docs/semantics.md says", (engine) => {
  test.concurrent.for(sheets.filter(({ contract }) => engine.suits(contract)))("values: $name", async (sheet) => {
    const converted = engine.convert(sheet.contract, fileOf(sheet));
    if (sheet.examples.some(({ expected }) => "value" in expected && engine.refuses(expected.value))) {
      return await expect(converted).rejects.toMatchObject({ code: `${engine.name}.unfit` });
    }
    const expected = sheet.examples.map((each) => ({ column: each.column, text: each.text, ...each.expected }));
    expect(outcomes(sheet, await converted)).toEqual(expected);
  });

  test.concurrent.for(files.filter(({ contract }) => engine.suits(contract)))("$heading: $written", async (file) => {
    const { contract, bytes, expected } = file;
    const converted = engine.convert(contract, bytes);
    if ("code" in expected) return await expect(converted).rejects.toMatchObject({ code: expected.code });
    const { rows, rejects } = await converted;
    expect({ rows: shownRows(contract, rows), rejects }).toEqual(expected);
  });
});

describe("docs/semantics.md", () => {
  test("has examples of every type, for every engine", () => {
    const kinds = new Set(sheets.flatMap(({ contract }) => contract.columns.map(({ type }) => type.kind)));
    expect([...kinds].sort()).toEqual(
      ["bigint", "boolean", "date", "decimal", "double", "int", "real", "smallint", "timestamp", "varchar"].sort(),
    );
    for (const engine of engines) {
      expect(sheets.filter(({ contract }) => engine.suits(contract)).length, engine.name).toBeGreaterThan(8);
      expect(files.filter(({ contract }) => engine.suits(contract)).length, engine.name).toBeGreaterThan(20);
    }
  });

  test("lists every reason in the order of the code, with what it is of", () => {
    expect(listed.map(({ reason }) => reason)).toEqual([...reasons]);
    const ofRecord = new Set(
      files
        .flatMap(rejectsOf)
        .flatMap(({ errors }) => errors.filter(({ column }) => column === null))
        .map(({ reason }) => reason),
    );
    expect(listed.filter(({ of }) => of === "record").map(({ reason }) => reason)).toEqual(
      reasons.filter((reason) => ofRecord.has(reason)),
    );
  });

  test("shows an example of every reason", () => {
    const ofValues = values.flatMap(({ expected }) => ("reason" in expected ? [expected.reason] : []));
    const ofFiles = files.flatMap(rejectsOf).flatMap(({ errors }) => errors.map(({ reason }) => reason));
    const shown = new Set<string>([...ofValues, ...ofFiles]);
    expect(reasons.filter((reason) => !shown.has(reason))).toEqual([]);
  });
});

function rejectsOf({ expected }: FileExample): readonly Reject[] {
  return "rejects" in expected ? expected.rejects : [];
}
