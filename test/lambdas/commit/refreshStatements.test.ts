import { describe, expect, it } from "vitest";
import type { Run } from "../../../core/commit/Run.ts";
import { rowsRun } from "../../../core/commit/rowsRun.ts";
import { birdstrikes } from "../../../datasets/birdstrikes.ts";
import { zipcodes } from "../../../datasets/zipcodes.ts";
import { refreshStatements } from "../../../lambdas/commit/refreshStatements.ts";

const key = "birdstrikes/o'hare; DROP TABLE x --.csv";
const source = { bucket: "landing", key, versionId: "v1", size: 5, sequencer: "01" };
const run: Run = {
  run: "birdstrikes-ab12",
  attempt: 0,
  dataset: "birdstrikes",
  contract: birdstrikes.hash,
  source,
  engine: "inline",
  catalog: "register",
};
const warehouse = { workgroup: "sluice-dev-near", database: "sluice" };

describe("the statements that refresh a warehouse", () => {
  it("are the contract's own, in order, with the source's key as a value and never as SQL", () => {
    const statements = refreshStatements(run, warehouse);
    expect(statements.map(({ Sql }) => Sql)).toEqual(birdstrikes.warehouse.refresh);
    for (const statement of statements) {
      expect(statement).toMatchObject({ WorkgroupName: "sluice-dev-near", Database: "sluice" });
      expect(statement.Parameters).toEqual([{ Name: "source", Value: key }]);
      expect(statement.Sql).not.toContain("hare");
    }
  });

  it("carry tokens of 64 characters that differ by statement and attempt, and not by repetition", () => {
    const tokens = (attempt: number) =>
      refreshStatements({ ...run, attempt }, warehouse).map((each) => each.ClientToken);
    expect(tokens(0)).toEqual(tokens(0));
    expect(new Set([...tokens(0), ...tokens(1)]).size).toBe(2 * birdstrikes.warehouse.refresh.length);
    expect(tokens(0).every((token) => token.length === 64)).toBe(true);
  });

  it("name, of a replay, the run that its rows are of, under tokens of their own", () => {
    const replay = { of: { run: run.run, attempt: 0 }, onto: [], file: { ...source }, sha256: "x" };
    const again = refreshStatements({ ...run, run: "birdstrikes-cd34", replay }, warehouse);
    const plain = refreshStatements(run, warehouse);
    expect(again.map(({ Parameters }) => Parameters)).toEqual(plain.map(({ Parameters }) => Parameters));
    expect(again.map(({ ClientToken }) => ClientToken)).not.toEqual(plain.map(({ ClientToken }) => ClientToken));
    expect(rowsRun({ run: "birdstrikes-cd34", replay })).toBe(run.run);
  });

  it("are none for a dataset without SQL of its own", () => {
    expect(refreshStatements({ ...run, dataset: "zipcodes", contract: zipcodes.hash }, warehouse)).toEqual([]);
  });
});
