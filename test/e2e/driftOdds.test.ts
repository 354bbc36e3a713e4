import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Contract } from "../../core/contract/Contract.ts";
import { replayAs } from "./faults/support/replayAs.ts";
import { evolvedAtOnce, evolvedLate, evolvedReplayed, rescued } from "./support/datasets/drifting.ts";
import { expectPublished, expectRows } from "./support/expectPublished.ts";
import { type OwnPipeline, ownPipeline } from "./support/ownPipeline.ts";
import { regionState } from "./support/regionState.ts";

// What replays runs here as a part of this project, and is to know the datasets of the other.
vi.mock("../../datasets/registry.ts", async () => {
  const own: Record<string, Contract> = { ...(await import("./support/datasets/drifting.ts")) };
  return { registry: new Map(Object.values(own).map((contract) => [contract.name, contract])) };
});

let own: OwnPipeline;
beforeAll(async () => {
  own = await ownPipeline(new URL("./support/datasets/drifting.ts", import.meta.url));
});
afterEach(() => own.pipeline.host.faults.clear());
afterAll(async () => await own?.[Symbol.asyncDispose]());

const row = { order: "1", ordered_on: "2024-01-31", note: "x" };

describe("a table that evolves", () => {
  it("is given the columns of all files that come at the same time", { timeout: 300_000 }, async () => {
    const { pipeline } = own;
    const names = ["aa", "bb", "cc", "dd"];
    const landed = await Promise.all(
      names.map((name) => {
        const content = `Order,orderedOn,note,${name}\n1,2024-01-31,x,of ${name}\n`;
        return pipeline.land(evolvedAtOnce, `${name}.csv`, content);
      }),
    );
    for (const each of landed) expect(await pipeline.end(each)).toMatchObject({ status: "SUCCEEDED" });
    const none = Object.fromEntries(names.map((name) => [name, null]));
    for (const [index, name] of names.entries()) {
      const each = landed[index];
      if (each !== undefined) await expectRows(pipeline, each, { rows: [{ ...row, ...none, [name]: `of ${name}` }] });
    }
  });

  it("in a region that refuses the column is told of, holds back no other, and has it after a retry", async () => {
    const { pipeline } = own;
    pipeline.host.faults.add({ action: "glue:UpdateTable", region: pipeline.far, answer: "unavailable" });
    const landed = await pipeline.run(evolvedLate, "late.csv", "Order,orderedOn,note,coupon\n1,2024-01-31,x,A\n");
    expect(landed.status).toBe("FAILED");
    const mail = pipeline.mails().find((each) => each.includes(landed.run));
    expect(mail).toMatch(new RegExp(`\nRegion: ${pipeline.far}\nError: .*\nCause: .*Register: `));
    expect(await hasColumn(evolvedLate, "coupon")).toEqual([true, false]);
    pipeline.host.faults.clear();
    expect(await pipeline.retry(landed)).toMatchObject({ status: "SUCCEEDED" });
    await expectRows(pipeline, landed, { rows: [{ ...row, coupon: "A" }] });
  });
});

describe("a replay of what was rejected", () => {
  it.each([
    [rescued, { _rescued: '{"coupon":"A"}' }, { _rescued: '{"coupon":"B"}' }],
    [evolvedReplayed, { coupon: "A" }, { coupon: "B" }],
  ])("keeps what the file has beyond the contract: $name", async (contract, first, second) => {
    const { pipeline } = own;
    const header = "Order,orderedOn,note,coupon\n";
    const content = `${header}1,2024-01-31,x,A\ntwo,2024-01-31,x,B\n`;
    const landed = await pipeline.land(contract, "replayed.csv", content);
    const rejects = [[2, "invalid_integer", "two,2024-01-31,x,B"]] as const;
    await expectPublished(pipeline, landed, { rows: [{ ...row, ...first }], rejects });
    const replay = await replayAs(pipeline.target, landed.run, `_record,${header}2,2,2024-01-31,x,B\n`);
    expect(await replay.ended).toMatchObject({ status: "SUCCEEDED" });
    await expectRows(pipeline, landed, {
      rows: [
        { ...row, ...first },
        { ...row, order: "2", ...second },
      ],
    });
  });
});

/** Whether the dataset's table has it, by region. */
async function hasColumn({ name }: Contract, column: string): Promise<boolean[]> {
  const { pipeline } = own;
  const states = await Promise.all(pipeline.regions.map((region) => regionState(pipeline.target, region)));
  const columns = states.map(({ tables }) => tables.find((table) => table.name === name)?.columns ?? []);
  return columns.map((each) => each.some((text) => text.startsWith(`${column} `)));
}
