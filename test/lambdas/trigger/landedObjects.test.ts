import { describe, expect, it } from "vitest";
import { landedObjects } from "../../../lambdas/trigger/landedObjects.ts";

const record = (key: string, eventName = "ObjectCreated:Put") => ({
  eventName,
  eventTime: "2026-03-05T10:00:00.000Z",
  s3: { bucket: { name: "landing" }, object: { key, size: 5, versionId: "v1", sequencer: "0055AED6" } },
});
const keys = (...records: object[]) =>
  landedObjects(JSON.stringify({ Records: records })).map(({ source }) => source.key);

describe("a notification of S3", () => {
  it("gives bucket, key, version, size and sequencer of each object, and when it landed", () => {
    expect(landedObjects(JSON.stringify({ Records: [record("readings/a.csv")] }))).toEqual([
      {
        source: { bucket: "landing", key: "readings/a.csv", versionId: "v1", size: 5, sequencer: "0055AED6" },
        landedAt: Date.UTC(2026, 2, 5, 10),
      },
    ]);
  });

  it("has its keys decoded: plus is a space, %2B a plus, and the rest is UTF-8", () => {
    expect(keys(record("readings/my+file+%2B+caf%C3%A9.csv"))).toEqual(["readings/my file + café.csv"]);
  });

  it("tells of no object where it is the test event of a new notification", () => {
    expect(landedObjects(JSON.stringify({ Service: "Amazon S3", Event: "s3:TestEvent" }))).toEqual([]);
  });

  it("passes over folder markers, corrections of replays, and events that created nothing", () => {
    expect(
      keys(record("readings/"), record("_replays/readings/r.csv"), record("readings/a.csv", "ObjectRemoved:Delete")),
    ).toEqual([]);
  });

  it("is refused where it is of another form, so that the message goes back to the queue", () => {
    expect(() => landedObjects(JSON.stringify({ Records: [{ eventName: "ObjectCreated:Put" }] }))).toThrow();
    expect(() => landedObjects("not JSON")).toThrow();
  });
});
