import { describe, expect, it } from "vitest";
import { describeEvent, describeLines } from "../../../local/cli/describeEvent.ts";
import type { HostEvent, NewHostEvent } from "../../../local/services/kernel/HostEvent.ts";

const told = (event: NewHostEvent) => describeEvent({ time: "2024-01-01T00:00:00.000Z", ...event } as HostEvent);
const region = "eu-west-1";
const execution = { region, machine: "csv-lake-4ce7555", execution: "arn:x", name: "readings-1-0" };
const message = { region, queue: "landing", messageId: "m" };
const exited = (output: string, type = "Task") =>
  told({ kind: "state.exited", ...execution, state: "Convert", type, output });

describe("the line on an event", () => {
  it("says what landed, and how large it is", () => {
    const event = { region, bucket: "landing", key: "readings/a b.csv", versionId: "v", bytes: 2048 } as const;
    expect(told({ kind: "object.created", ...event })).toBe("landed s3://landing/readings/a b.csv (2.0 KiB)");
  });

  it("says to which function an event went, and which try it is from the second on", () => {
    const delivered = { kind: "message.delivered", ...message, function: "trigger" } as const;
    expect(told({ ...delivered, receiveCount: 1 })).toBe("event delivered to trigger");
    expect(told({ ...delivered, receiveCount: 2 })).toBe("event delivered to trigger, try 2");
    expect(told({ kind: "message.buried", ...message, deadLetterQueue: "dead" })).toBe("event moved to dead");
  });

  it("names a machine without the digits that naming adds", () => {
    expect(told({ kind: "execution.started", ...execution, input: "{}" })).toBe("csv-lake started");
  });

  it("says what a function's state came to by its counts and status, in one order, and no more", () => {
    const Payload = { rejected: 2, read: 12, written: 10, near: { status: "staged" }, error: "" };
    expect(exited(JSON.stringify({ StatusCode: 200, Payload }))).toBe(
      "csv-lake · Convert (read 12, written 10, rejected 2)",
    );
    expect(exited('{"status":"published","files":3}')).toBe("csv-lake · Convert (status published, files 3)");
  });

  it.each(["", "null", "[]", '"text"', "{}", '{"status":""}', '{"Payload":null}', '{"read":null}'])(
    "names the state alone where its output %s tells nothing",
    (output) => {
      expect(exited(output)).toBe("csv-lake · Convert");
    },
  );

  it.each(["Choice", "Wait", "Pass"])("says nothing of a %s state, which only hands on what came before", (type) => {
    expect(exited('{"read":12}', type)).toBeUndefined();
  });

  it("says why a state or an execution failed", () => {
    const failed = { ...execution, error: "verify.corrupted", cause: "long" };
    expect(told({ kind: "state.failed", ...failed, state: "Verify" })).toBe(
      "csv-lake · Verify failed: verify.corrupted",
    );
    expect(told({ kind: "execution.ended", ...failed, status: "FAILED", output: undefined })).toBe(
      "csv-lake failed: verify.corrupted",
    );
    const none = { output: "{}", error: undefined, cause: undefined };
    expect(told({ kind: "execution.ended", ...execution, status: "SUCCEEDED", ...none })).toBe("csv-lake succeeded");
  });

  it("gives a mail's subject", () => {
    const mail = { region, topic: "alerts", subject: "Sluice csv-lake: x", message: "m", file: "f" } as const;
    expect(told({ kind: "mail.sent", ...mail })).toBe("mail sent: Sluice csv-lake: x");
  });

  it("is left out for what a reader would not miss", () => {
    expect(told({ kind: "function.invoked", region, function: "f", requestId: "r", payload: "{}" })).toBeUndefined();
    expect(told({ kind: "state.entered", ...execution, state: "Convert", input: "{}" })).toBeUndefined();
  });

  it("says of a job that it runs, what it logs in as many lines, and how it ended", () => {
    const run = { region, job: "csv-lake-convert-spark-4ce7555", run: "jr_1" };
    expect(told({ kind: "job.started", ...run, arguments: {} })).toBe("job csv-lake-convert-spark started (jr_1)");
    const logged = { kind: "job.logged", ...run, stream: "output", lines: ['{"message":"a"}', "", "b"] } as const;
    const at = { time: "2024-01-01T00:00:00.000Z" };
    expect(describeLines({ ...at, ...logged })).toEqual(["csv-lake-convert-spark | a", "csv-lake-convert-spark | b"]);
    expect(describeLines({ ...at, ...logged, stream: "error" })).toEqual(["csv-lake-convert-spark | a"]);
    const ended = { kind: "job.ended", ...run, durationMs: 61_240 } as const;
    expect(told({ ...ended, state: "SUCCEEDED", error: undefined })).toBe(
      "job csv-lake-convert-spark succeeded after 61.2 s",
    );
    expect(told({ ...ended, state: "FAILED", error: "no\nluck" })).toBe(
      "job csv-lake-convert-spark failed after 61.2 s: no luck",
    );
  });

  it("says of a crawl what it made, or why it failed", () => {
    const crawl = { region, crawler: "csv-lake-landing-4ce7555", crawl: "1" };
    const ended = { kind: "crawl.ended", ...crawl, status: "SUCCEEDED", error: undefined } as const;
    expect(told({ kind: "crawl.started", ...crawl })).toBe("crawler csv-lake-landing started");
    expect(told({ ...ended, counts: { tablesCreated: 1, tablesUpdated: 0, partitionsCreated: 151 } })).toBe(
      "crawler csv-lake-landing succeeded (tables created 1, partitions added 151)",
    );
    const none = { tablesCreated: 0, tablesUpdated: 0, partitionsCreated: 0 };
    expect(told({ ...ended, counts: none })).toBe("crawler csv-lake-landing succeeded (nothing new)");
    expect(told({ ...ended, counts: none, status: "FAILED", error: "no bucket" })).toBe(
      "crawler csv-lake-landing failed: no bucket",
    );
  });
});
