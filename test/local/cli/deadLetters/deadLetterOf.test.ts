import { describe, expect, it } from "vitest";
import { deadLetterOf } from "../../../../local/cli/deadLetters/deadLetterOf.ts";

const now = new Date("2026-03-01T12:00:00Z");
const text = (value: string) => ({ DataType: "String", StringValue: value });

describe("a dead letter", () => {
  it("names the objects of an S3 event, how often it was received in vain, and its age", () => {
    const record = (key: string) => ({ s3: { bucket: { name: "landing" }, object: { key } } });
    const letter = deadLetterOf(
      "arn",
      {
        MessageId: "1",
        Body: JSON.stringify({ Records: [record("readings/a+b%2Bc.csv"), record("x.csv")] }),
        Attributes: { SentTimestamp: String(now.getTime() - 90_000), ApproximateReceiveCount: "6" },
      },
      now,
    );
    expect(letter).toEqual({
      queue: "arn",
      id: "1",
      about: "s3://landing/readings/a b+c.csv, s3://landing/x.csv",
      reason: "received 5 times in vain: its consumer's log says why",
      sent: "2026-03-01T11:58:30.000Z",
      ageSeconds: 90,
    });
  });

  it("gives the reason of the service that gave it up", () => {
    const MessageAttributes = {
      ERROR_CODE: text("NO_PERMISSIONS"),
      ERROR_MESSAGE: text("not allowed"),
      RULE_ARN: text("r"),
    };
    expect(deadLetterOf("arn", { Body: "{}", MessageAttributes }, now).reason).toBe("NO_PERMISSIONS: not allowed");
    const own = { ErrorCode: text("200"), ErrorMessage: text("timed out") };
    expect(deadLetterOf("arn", { Body: "{}", MessageAttributes: own }, now).reason).toBe("200: timed out");
  });

  it("names the schedule and the time of a start that could not be made", () => {
    const MessageAttributes = {
      SCHEDULE_ARN: text("arn:aws:scheduler:eu-west-1:000000000000:schedule/default/nightly"),
      SCHEDULED_TIME: text("2026-03-01T02:30:00Z"),
    };
    const about = "schedule nightly at 2026-03-01T02:30:00Z";
    expect(deadLetterOf("arn", { Body: "{}", MessageAttributes }, now).about).toBe(about);
  });

  it("shows the start of any other text", () => {
    expect(deadLetterOf("arn", { Body: "x".repeat(500) }, now).about).toHaveLength(120);
    expect(deadLetterOf("arn", { Body: "null" }, now)).toMatchObject({ about: "null", reason: "not delivered" });
  });
});
