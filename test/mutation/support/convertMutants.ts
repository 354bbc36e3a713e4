import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { Contract } from "../../../core/contract/Contract.ts";
import { duckdbRowsSql } from "../../../core/emit/duckdbRowsSql.ts";
import { duckdbSql } from "../../../core/emit/duckdbSql.ts";
import { shareInstance } from "../../jobs/duckdb/support/shareInstance.ts";
import { anyCase } from "../../jobs/support/anyCase.ts";
import { driftCases } from "../../jobs/support/driftCases.ts";
import { engineOutcome } from "../../jobs/support/engineOutcome.ts";
import { expectedOutcome } from "../../jobs/support/expectedOutcome.ts";
import { fixedCases } from "../../jobs/support/fixedCases.ts";
import type { Outcome } from "../../jobs/support/Outcome.ts";
import type { Fate } from "./Fate.ts";
import { mutatedModules } from "./mutatedModules.ts";
import { type Converting, readerMutants } from "./readerMutants.ts";

/** A process that lets each mutant whose number it is sent convert the cases, until one of them comes out otherwise. */
const reader = process.argv[2] as Converting;
const mutants = readerMutants(reader);
const { addressOf, isRead } = mutatedModules(mutants);
/** Behind the mutants' numbers is that of the reader as it is, which no case may tell from itself. */
const isMutant = (number: number) => number < mutants.length;
shareInstance();

/** Fewer and longer files than the equality suite has: as many records. */
const generated = fc.sample(anyCase({ least: 100, most: 300 }), { seed: 20_240_229, numRuns: 80 });
const cases = [...fixedCases, ...driftCases, ...generated].map((each) => ({
  ...each,
  expected: expectedOutcome(each.contract, each.bytes),
  sql: sqlOf(each.contract, { duckdbSql, duckdbRowsSql }),
}));

type Convert = (each: (typeof cases)[number]) => Outcome | Promise<Outcome>;
type Emitters = { duckdbSql: typeof duckdbSql; duckdbRowsSql: typeof duckdbRowsSql };

/** The SQL that a mutant changes, or does not, for files of a contract: with unknown fields and none, damaged and sound. */
function sqlOf(contract: Contract, emitters: Emitters): string {
  const file = { path: "x.csv", width: contract.columns.length, longestLine: 1, multiline: false };
  const fields = [1, 2].map((index) => ({ header: `"${index}`, index }));
  const layouts = [[], fields].map((unknown) =>
    contract.columns.map(({ header }, position) => (header === null ? unknown : position)),
  );
  const queries = layouts.flatMap((layout) =>
    [false, true].map((damaged) => emitters.duckdbSql(contract, layout, { ...file, damaged })),
  );
  return [...queries, emitters.duckdbRowsSql(contract, "typed")].join("\n");
}

const mutated: Readonly<Record<Converting, (number: number) => Promise<Convert>>> = {
  reference: async (number) => {
    const { convert } = await import(addressOf("core/convert/convert.ts", number));
    return ({ contract, bytes }) =>
      expectedOutcome(contract, bytes, (of, plain) =>
        convert(of, plain instanceof Uint8Array ? chunksOf(plain) : plain),
      );
  },
  duckdb: async (number) => {
    const { convertFile } = await import(addressOf("jobs/duckdb/convertFile.ts", number));
    const emitters: Emitters = {
      duckdbSql: (await import(addressOf("core/emit/duckdbSql.ts", number))).duckdbSql,
      duckdbRowsSql: (await import(addressOf("core/emit/duckdbRowsSql.ts", number))).duckdbRowsSql,
    };
    const isOfSql = isMutant(number) && !mutants[number]?.file.startsWith("core/convert/frame/");
    return ({ contract, bytes, expected, sql }) =>
      isOfSql && sqlOf(contract, emitters) === sql ? expected : engineOutcome(convertFile, contract, bytes);
  },
};

/** Cut so that records lie across chunks, and a byte order mark too. */
function* chunksOf(bytes: Uint8Array): Generator<Uint8Array> {
  yield bytes.subarray(0, 2);
  for (let at = 2; at < bytes.length; at += 97) yield bytes.subarray(at, at + 97);
}

/** What became of a mutant: `unread` where the reader has no use for its file. The case that told it is the next one's first. */
async function fateOf(number: number): Promise<Fate> {
  const convert = await mutated[reader](number);
  if (isMutant(number) && !isRead(number)) return "unread";
  for (const [index, each] of cases.entries()) {
    const isSame = await Promise.resolve(each)
      .then(convert)
      .then((outcome) => isDeepStrictEqual(outcome, each.expected))
      .catch(() => false);
    process.send?.("on");
    if (isSame) continue;
    cases.unshift(...cases.splice(index, 1));
    return "killed";
  }
  return "survived";
}

process.on("message", async (number: number) => {
  process.send?.(await fateOf(number).catch(() => "killed"));
});
process.send?.("ready");
