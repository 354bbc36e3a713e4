import { describe, expect, it } from "vitest";
import { runStatement } from "../../../../local/cli/query/runStatement.ts";
import { type Answer, type Asked, dataApi } from "./dataApi.ts";

const statement = {
  warehouse: { workgroup: "csv-lake-near", database: "sluice" },
  sql: "SELECT :id",
  parameters: [{ name: "id", value: "' OR 1=1 --" }],
};
const never = new AbortController().signal;

/** A server whose statement goes through statuses, one a question. */
const going = (...statuses: Answer[]) =>
  dataApi(({ operation }: Asked, api) => {
    if (operation === "ExecuteStatement") return { Id: "one" };
    if (operation === "CancelStatement") return { Status: true };
    return statuses[Math.min(api.of("DescribeStatement").length, statuses.length) - 1] ?? {};
  });

describe("a statement", () => {
  it("is sent with its parameters beside it and a token of its own, and asked about until it has finished", async () => {
    const done = { Status: "FINISHED", HasResultSet: true, ResultRows: 7 };
    await using api = await going({ Status: "SUBMITTED" }, { Status: "PICKED" }, { Status: "STARTED" }, done);
    expect(await runStatement(api.client, statement, never)).toEqual({ id: "one", hasResult: true, rows: 7 });
    await runStatement(api.client, { ...statement, parameters: [] }, never);
    const [first, second] = api.of("ExecuteStatement");
    const common = { WorkgroupName: "csv-lake-near", Database: "sluice", Sql: "SELECT :id" };
    expect(first).toEqual({ ...common, Parameters: statement.parameters, ClientToken: expect.any(String) });
    expect(second).toEqual({ ...common, ClientToken: expect.any(String) });
    expect(second?.ClientToken).not.toBe(first?.ClientToken);
    expect(api.of("DescribeStatement")).toHaveLength(5);
  });

  it("that fails is an error in Redshift's words", async () => {
    await using api = await going({ Status: "FAILED", Error: "ERROR: permission denied for schema lake" });
    await expect(runStatement(api.client, statement, never)).rejects.toMatchObject({
      code: "query.failed",
      message: "ERROR: permission denied for schema lake.",
    });
    expect(api.of("CancelStatement")).toEqual([]);
  });

  it("that another has cancelled is an error", async () => {
    await using api = await going({ Status: "ABORTED" });
    await expect(runStatement(api.client, statement, never)).rejects.toMatchObject({ code: "query.cancelled" });
  });

  it("is cancelled when the signal aborts, while it is waited for", async () => {
    await using api = await going({ Status: "STARTED" });
    const stop = new AbortController();
    const ran = runStatement(api.client, statement, stop.signal);
    await expect.poll(() => api.of("DescribeStatement").length).toBeGreaterThan(1);
    stop.abort();
    await expect(ran).rejects.toMatchObject({ code: "query.cancelled" });
    expect(api.of("CancelStatement")).toEqual([{ Id: "one" }]);
  });

  it("is cancelled also where the signal aborted before it had an id", async () => {
    await using api = await going({ Status: "STARTED" });
    await expect(runStatement(api.client, statement, AbortSignal.abort())).rejects.toMatchObject({
      code: "query.cancelled",
    });
    expect(api.of("CancelStatement")).toEqual([{ Id: "one" }]);
  });

  it("needs no cancelling where it has ended meanwhile", async () => {
    await using api = await dataApi(({ operation }) => {
      if (operation === "ExecuteStatement") return { Id: "one" };
      return { __type: "ValidationException", Message: "Could not cancel a query that is already in FINISHED state." };
    });
    await expect(runStatement(api.client, statement, AbortSignal.abort())).rejects.toMatchObject({
      code: "query.cancelled",
    });
  });

  it("that goes on although it was to be cancelled is told of", async () => {
    await using api = await dataApi(({ operation }) =>
      operation === "ExecuteStatement" ? { Id: "one" } : { __type: "AccessDeniedException", Message: "no" },
    );
    await expect(runStatement(api.client, statement, AbortSignal.abort())).rejects.toMatchObject({
      code: "query.not_cancelled",
      message: expect.stringContaining("The statement one may go on"),
    });
  });

  it("that the API does not take is an error of the command line", async () => {
    await using api = await dataApi(() => ({
      __type: "ValidationException",
      Message: "Parameters list contains unused parameters. Unused parameters: [id].",
    }));
    await expect(runStatement(api.client, statement, never)).rejects.toMatchObject({
      code: "cli.statement_refused",
      message: "Parameters list contains unused parameters. Unused parameters: [id].",
    });
  });
});
