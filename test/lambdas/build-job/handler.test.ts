import { beforeAll, describe, expect, it, vi } from "vitest";
import { runningTraffic } from "../shared/runningTraffic.ts";

runningTraffic();
let handler: typeof import("../../../lambdas/build-job/handler.ts").handler;
beforeAll(async () => {
  ({ handler } = await import("../../../lambdas/build-job/handler.ts"));
});

const plan = { run: `traffic-${"a".repeat(32)}`, attempt: 0, startedAt: "2024-06-01T00:00:00.000Z" };
const range = { from: "2024-04-10", to: "2024-04-13" };

describe("building the job of a range", () => {
  it("names the files of the hours that are read, their columns by place, and the instants of the range", async () => {
    const { tables, parameters, ...built } = await handler({ plan, range });
    expect(built).toEqual({
      done: false,
      days: ["2024-04-10", "2024-04-11", "2024-04-12", "2024-04-13"],
      list: expect.stringMatching(/^s3:\/\/lake\/staging\/_traffic_speeds\/[0-9a-f]{64}\.txt$/),
    });
    expect(JSON.parse(tables)).toEqual([
      {
        ...{ name: "raw", files: "s3://raw/traffic_raw/", delimiter: ",", quote: '"', escape: '"', header: true },
        columns: expect.arrayContaining(["uniqueid", "originaltimestamp", "remark"]),
        hours: ["2024-04-09T02:00:00.000Z", "2024-04-14T21:00:00.000Z"],
      },
      expect.objectContaining({ name: "locations", files: "s3://raw/traffic_locations/", hours: null }),
    ]);
    expect(JSON.parse(parameters)).toEqual({
      lateness: 1440,
      look_back: "2024-04-09T02:00:00.000Z",
      first_minute: "2024-04-09T22:00:00.000Z",
      last_minute: "2024-04-13T21:59:00.000Z",
      zone: "Europe/Brussels",
    });
  });

  it("has a list of its own for each attempt and range, and always the same", async () => {
    const { list } = await handler({ plan, range });
    expect((await handler({ plan, range })).list).toBe(list);
    expect((await handler({ plan: { ...plan, attempt: 1 }, range })).list).not.toBe(list);
    expect((await handler({ plan, range: { from: "2024-04-10", to: "2024-04-12" } })).list).not.toBe(list);
  });

  it("refuses a range that one job does not write, and raw files that no crawler has seen", async () => {
    const long = { from: "2024-04-10", to: "2024-04-14" };
    await expect(handler({ plan, range: long })).rejects.toMatchObject({ code: "traffic.bad_range" });
    vi.stubEnv("SLUICE_RAW_DATABASE", "empty");
    await expect(handler({ plan, range })).rejects.toMatchObject({ code: "traffic.not_crawled" });
    vi.stubEnv("SLUICE_RAW_DATABASE", "agreeing");
  });
});
