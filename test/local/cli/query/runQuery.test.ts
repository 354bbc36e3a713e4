import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type Query, runQuery } from "../../../../local/cli/query/runQuery.ts";
import { type Answer, type DataApi, dataApi } from "./dataApi.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluice-query-"));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

/** A warehouse whose statements give the numbers 1, 2, 3, ... a page each. */
const counting = (pages: number, described: Answer, onPage = (_: number) => {}) =>
  dataApi(({ operation, input }) => {
    if (operation === "ExecuteStatement") return { Id: "one" };
    if (operation === "DescribeStatement") return described;
    const at = Number(input.NextToken ?? 1);
    onPage(at);
    const next = at < pages ? { NextToken: String(at + 1) } : {};
    const ColumnMetadata = [{ name: "n", typeName: "int4" }];
    return { Records: [[{ longValue: at }]], ColumnMetadata, TotalNumRows: pages, ...next };
  });
const finished = { Status: "FINISHED", HasResultSet: true };

/** As a program with a warehouse in each of two regions has it. */
function run(api: DataApi, query: Partial<Query>, signal = new AbortController().signal): Promise<void> {
  const warehouse = (workgroup: string) => ({ workgroup, database: "sluice" });
  const outputs = {
    landingBucket: "landing",
    lakes: {},
    databases: {},
    mainMachine: "arn:aws:states:eu-west-1:000000000000:stateMachine:main",
    warehouses: { "eu-west-1": warehouse("near"), "us-east-1": warehouse("far") },
  };
  const clientConfig = (region: string) => ({ ...api.config, region });
  const output = { format: "csv", file: join(folder, "rows.csv") } as const;
  return runQuery({ clientConfig, outputs }, { sql: "SELECT 1", parameters: [], output, ...query }, signal);
}

describe("a query", () => {
  it("runs in the workgroup of the region asked for, and writes every page to its file", async () => {
    await using api = await counting(3, finished);
    await run(api, { region: "us-east-1" });
    expect(api.of("ExecuteStatement")).toMatchObject([{ WorkgroupName: "far", Database: "sluice" }]);
    expect(await readFile(join(folder, "rows.csv"), "utf8")).toBe("n\r\n1\r\n2\r\n3\r\n");
    await run(api, {});
    expect(api.of("ExecuteStatement")[1]).toMatchObject({ WorkgroupName: "near" });
  });

  it("leaves a file as it was where it is interrupted between pages", async () => {
    const stop = new AbortController();
    const file = join(folder, "before.csv");
    await writeFile(file, "before");
    await using api = await counting(1000, finished, (page) => {
      if (page === 3) stop.abort();
    });
    const ran = run(api, { output: { format: "csv", file } }, stop.signal);
    await expect(ran).rejects.toMatchObject({ code: "query.cancelled" });
    expect(await readFile(file, "utf8")).toBe("before");
    expect((await readdir(folder)).filter((name) => name.includes(".part"))).toEqual([]);
    expect(api.of("GetStatementResult").length).toBeLessThan(20);
  });

  it("without a result writes nothing, and says so on standard error", async () => {
    const told = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    await using api = await counting(1, { Status: "FINISHED", HasResultSet: false, ResultRows: 2 });
    await run(api, { output: { format: "csv", file: join(folder, "none.csv") } });
    expect(told.mock.calls).toEqual([["Done: no result, 2 rows changed.\n"]]);
    expect(api.of("GetStatementResult")).toEqual([]);
    expect(await readdir(folder)).not.toContain("none.csv");
  });
});
