import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Contract } from "../../core/contract/Contract.ts";
import { csv } from "../../core/contract/csv.ts";
import { dataset } from "../../core/contract/dataset.ts";
import { t } from "../../core/contract/t.ts";
import { reasons } from "../../core/convert/reasons.ts";
import { unfitness } from "../../core/engine/unfitness.ts";
import { seed } from "../seed.ts";
import { convertLocally } from "./duckdb/support/convertLocally.ts";
import type { engines } from "./duckdb/support/engines.ts";
import { shareInstance } from "./duckdb/support/shareInstance.ts";
import { anyCase, type Case } from "./support/anyCase.ts";
import { engineOutcome } from "./support/engineOutcome.ts";
import { expectedOutcome } from "./support/expectedOutcome.ts";
import { fixedCases } from "./support/fixedCases.ts";
import type { Outcome } from "./support/Outcome.ts";
import { reasonTable } from "./support/reasonTable.ts";
import { refusedByInline } from "./support/refusedByInline.ts";

const runs = Number(process.env.SLUICE_RUNS ?? 1000);
/** Of each reason there are to be so many errors, in a run of a thousand cases. */
const enough = 50;

describe("an engine that runs no Spark", () => {
  test.each(["duckdb", "inline"] as const)("is no %s for a dataset with a transform", async (engine) => {
    const bytes = Buffer.from("a\n1\n");
    const contract: Contract = dataset("changed", { source: csv(), columns: { a: t.int() }, transform: "change" });
    await expect(convertLocally(contract, bytes, undefined, engine)).rejects.toMatchObject({ code: "engine.unfit" });
    const { rows } = await convertLocally({ ...contract, transform: undefined }, bytes, undefined, engine);
    expect(rows).toEqual([{ a: 1 }]);
  });
});

describe("duckdb, inline and the reference agree", () => {
  let restore: () => void;
  beforeAll(() => {
    restore = shareInstance();
  });
  afterAll(() => {
    restore();
    console.info(reasonTable(`${runs} cases, seed ${seed} (SLUICE_SEED)`, { ...compared, ...counts }));
  });

  const counts: Record<string, number> = {};
  const compared = { duckdb: 0, inline: 0, rows: 0, rejects: 0, "files refused": 0, "left to duckdb": 0 };

  function count(outcome: Outcome): void {
    if ("code" in outcome) {
      compared["files refused"] += 1;
      return;
    }
    compared.rows += outcome.written;
    compared.rejects += outcome.rejected;
    for (const [reason, errors] of Object.entries(outcome.reasons)) counts[reason] = (counts[reason] ?? 0) + errors;
  }

  async function requireEqual(engine: keyof typeof engines, { contract, bytes }: Case, expected: Outcome) {
    const outcome = await engineOutcome(engine, contract, bytes);
    compared[engine] += 1;
    if (engine === "inline" && "rows" in expected && refusedByInline(contract, expected.rows)) {
      expect(outcome).toMatchObject({ code: "inline.unfit" });
      compared["left to duckdb"] += 1;
    } else expect(outcome).toEqual(expected);
  }

  async function requireAllEqual(each: Case): Promise<Outcome> {
    const expected = expectedOutcome(each.contract, each.bytes);
    await requireEqual("duckdb", each, expected);
    if (unfitness(each.contract, "inline") === undefined) await requireEqual("inline", each, expected);
    return expected;
  }

  test.each(fixedCases)("on $name", async (each) => {
    await requireAllEqual(each);
  });

  test(`on ${runs} contracts and dirty files`, { timeout: 600_000 }, async () => {
    const property = fc.asyncProperty(anyCase(), async (each) => count(await requireAllEqual(each)));
    await fc.assert(property, { seed, numRuns: runs });
  });

  test.skipIf(runs < 1000)(`and each reason occurs at least ${enough} times in a thousand cases`, () => {
    expect(reasons.filter((reason) => (counts[reason] ?? 0) < enough)).toEqual([]);
    expect(compared.inline).toBeGreaterThan(runs / 2);
  });
});
