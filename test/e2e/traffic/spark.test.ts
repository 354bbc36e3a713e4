import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ofKind } from "../../stacks/resources.ts";
import { isAllowed } from "../isAllowed.ts";
import { policiesOf, roleName } from "../policiesOf.ts";
import { expectRows } from "./support/expectRows.ts";
import { type TrafficHost, trafficHost } from "./support/trafficHost.ts";

let traffic: TrafficHost;

beforeAll(async () => {
  traffic = await trafficHost(undefined, "spark");
  await traffic.client.deliver("2024-03-30", 2);
}, 300_000);
afterEach(() => traffic.host.faults.clear());
afterAll(() => traffic?.[Symbol.asyncDispose]());

describe("days of traffic that a Spark job rewrites", () => {
  it("are told of where the job fails, and have the model's rows once that is resumed", async () => {
    const { client, host } = traffic;
    host.faults.add({
      ...{ service: "s3", action: "s3:PutObject", resource: "*/staging/_traffic_speeds/*.parquet" },
      answer: { error: { code: "AccessDenied", status: 403 } },
    });
    const failed = await client.run({ from: "2024-03-30", to: "2024-03-31" }, "two-days");
    expect(failed).toMatchObject({ status: "FAILED", error: "convert.no_region_staged" });
    expect(await client.rows()).toEqual([]);
    const mails = (await client.mails()).filter((mail) => mail.includes(failed.name));
    expect(mails).toHaveLength(1);
    expect(mails[0]).toContain("Step: Repartition.RunJob\nError: convert.no_region_staged\n");
    expect(mails[0]).toMatch(/^Log: https:.*\$252Faws-glue\$252Fjobs.*LogStreamNameFilter\$3Djr_[0-9a-f]+$/im);
    expect(mails[0]).toContain("AccessDenied");
    expect(mails[0]).toContain(`Resume: npx sluice repartition --resume ${failed.name}`);

    host.faults.clear();
    expect(await client.resume(failed.name)).toMatchObject({ status: "SUCCEEDED" });
    const expected = client.modelRows("2024-03-30", "2024-03-31");
    expectRows(await client.rows(), expected);
    // The second of the days has no third hour.
    expect((await client.partitions()).size).toBe(47);
    expect(traffic.calls.filter(({ action }) => action === "athena:StartQueryExecution")).toEqual([]);
  }, 600_000);

  it("took no call that the policies of its job, functions and machines do not allow", () => {
    const policies = policiesOf(traffic.graph);
    const callsOf = (role: string) => traffic.calls.filter(({ caller }) => caller === role);
    const refused = [...policies].flatMap(([role, allows]) =>
      callsOf(role).filter((call) => !allows.some((each) => isAllowed(each, call))),
    );
    expect(refused).toEqual([]);
    const jobs = ofKind(traffic.graph, "Job").map(({ inputs }) => callsOf(roleName(inputs.roleArn)).length);
    expect(jobs).toEqual([expect.any(Number)]);
    expect(jobs[0]).toBeGreaterThan(50);
  });
});
