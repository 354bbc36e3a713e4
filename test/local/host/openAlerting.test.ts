import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { SFNClient, StartExecutionCommand, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import { beforeAll, describe, expect, it } from "vitest";
import type { HostEvent } from "../../../local/services/kernel/HostEvent.ts";
import { loopback } from "../../../local/services/states/loopback.ts";
import { runningHost } from "../fixtures/runningHost.ts";
import { MovableClock, settled } from "../states/MovableClock.ts";

const minute = 60_000;
const hour = 60 * minute;
const region = "eu-west-1";
const clock = new MovableClock(new Date().toISOString());
const running = runningHost(new URL("../fixtures/alerting.ts", import.meta.url), clock);
const golden = "../../golden/alerts";

let sfn: SFNClient;
let queues: sqs.SQSClient;
let dead: Record<"landing" | "mails" | "refused" | "expected", string>;
const connect = () => {
  const config = running.host.clientConfig(region);
  sfn = new SFNClient(config);
  queues = new sqs.SQSClient(config);
  const queue = (arn: string) => running.graph.ofType("aws:sqs/queue:Queue").find(({ outputs }) => outputs.arn === arn);
  const arns = Object.entries(running.graph.outputs.dead as Record<string, string>);
  dead = Object.fromEntries(arns.map(([name, arn]) => [name, queue(arn)?.id])) as typeof dead;
};
beforeAll(connect);

type MailSent = Extract<HostEvent, { kind: "mail.sent" }>;
const isMail = (event: HostEvent): event is MailSent => event.kind === "mail.sent";
const nextMail = (): Promise<MailSent> => running.host.events.first(isMail);
const textOf = async ({ file }: MailSent) => (await readFile(file, "utf8")).replace(/^Date: .*$/m, "Date: (the time)");
const mailCount = async () => (await readdir(join(running.stateDir, "outbox"))).length;

/** Calls a service that has no client here, by its JSON protocol. */
async function ask<T>(service: string, target: string, input: object): Promise<{ status: number; body: T }> {
  const { endpoint } = running.host;
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": target };
  const body = JSON.stringify(input);
  const answer = await loopback({ endpoint, accessKeyId: "operator", region, service, headers, body });
  return { status: answer.status, body: JSON.parse(answer.body) as T };
}

interface Described {
  MetricAlarms: { AlarmName: string; StateValue: string; StateReason: string }[];
}

const cloudwatch = <T>(operation: string, input: object) =>
  ask<T>("monitoring", `GraniteServiceVersion20100801.${operation}`, input);

/** The alarms' states, by the names that the program gives them. */
async function alarms(): Promise<Record<string, string>> {
  const { body } = await cloudwatch<Described>("DescribeAlarms", {});
  const named = body.MetricAlarms.map(({ AlarmName, StateValue }) => [AlarmName.slice(0, -8), StateValue]);
  return Object.fromEntries(named);
}

const source = { bucket: "landing", key: "readings/a day.csv", versionId: "v1" };
/** What a machine of the fixture is started with: a run, and how that ends. */
const inputOf = (name: string, how: string, more: object = {}) =>
  JSON.stringify({ run: name.replace(/-\d+$/, ""), attempt: 0, source, how, ...more });

async function run(machine: string, name: string, how: string): Promise<void> {
  const ended = running.host.events.first((event) => event.kind === "execution.ended" && event.name === name);
  const stateMachineArn = String(running.graph.outputs[machine]);
  await sfn.send(new StartExecutionCommand({ stateMachineArn, name, input: inputOf(name, how) }));
  await ended;
}

async function hang(name: string, machine = "mainArn", more: object = {}): Promise<string> {
  const waiting = running.host.events.first((event) => event.kind === "state.entered" && event.state === "hangs");
  const stateMachineArn = String(running.graph.outputs[machine]);
  const asked = new StartExecutionCommand({ stateMachineArn, name, input: inputOf(name, "hangs", more) });
  const { executionArn = "" } = await sfn.send(asked);
  await waiting;
  return executionArn;
}

/** Resolves when calls that are under way may have been answered. */
const answered = () => new Promise((resolve) => setTimeout(resolve, 30));

async function letters(QueueUrl: string): Promise<sqs.Message[]> {
  const asked = { QueueUrl, MessageAttributeNames: ["All"], WaitTimeSeconds: 5 };
  const { Messages = [] } = await queues.send(new sqs.ReceiveMessageCommand(asked));
  for (const { ReceiptHandle } of Messages) {
    await queues.send(new sqs.DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }
  return Messages;
}

describe("a dataset that expects a file every day", () => {
  const count = (name: string) =>
    running.host.events.first((event) => event.kind === "function.finished" && event.function.startsWith(name));
  const isOverdue = () => alarms().then((all) => all["expect-birdstrikes"]);

  it("is quiet while its files come", async () => {
    const counted = count("trigger");
    const s3 = new S3Client(running.host.clientConfig(region));
    const Bucket = String(running.graph.outputs.bucket);
    await s3.send(new PutObjectCommand({ Bucket, Key: "birdstrikes/monday.csv", Body: "a\n" }));
    await counted;
    const before = await mailCount();
    const told = count("expect");
    await clock.advance(2 * minute);
    await told;
    expect(await isOverdue()).toBe("OK");
    await clock.advance(23 * hour);
    expect(await isOverdue()).toBe("OK");
    expect(await mailCount()).toBe(before);
  });

  it("has an alarm in the mail when a day is over without one: dataset, span and the last file", async () => {
    const sent = nextMail();
    await clock.advance(2 * hour);
    const { subject, message } = await sent;
    expect(subject).toBe("Sluice csv-lake: no file for birdstrikes in 1 day");
    const bucket = String(running.graph.outputs.bucket);
    expect(message).toContain("Expected: a file every 1 day, under birdstrikes/");
    expect(message).toMatch(
      new RegExp(`Last file: s3://${bucket}/birdstrikes/monday\\.csv, landed 20[\\d-]+T[\\d:.]+Z`),
    );
  });

  it("stays in alarm over a restart, without a second mail", async () => {
    const before = await mailCount();
    await running.restart();
    connect();
    await clock.advance(hour);
    expect(await isOverdue()).toBe("ALARM");
    expect(await mailCount()).toBe(before);
  });

  it("is mailed when files arrive again", async () => {
    const sent = nextMail();
    const Dimensions = [
      { Name: "service", Value: String(running.graph.outputs.triggerName) },
      { Name: "dataset", Value: "birdstrikes" },
    ];
    const MetricData = [{ MetricName: "FilesLanded", Dimensions, Value: 1, Timestamp: clock.now().getTime() / 1000 }];
    await cloudwatch("PutMetricData", { Namespace: "Sluice", MetricData });
    await clock.advance(minute);
    expect((await sent).subject).toBe("Sluice csv-lake: files for birdstrikes arrive again");
  });

  it("keeps the alarm's event where the mailer fails for the third time", async () => {
    const FunctionName = running.graph.ofType("aws:lambda/function:Function").find(({ name }) => name === "expect")?.id;
    const lambda = new LambdaClient(running.host.clientConfig(region));
    const failed = () => running.host.events.first((event) => event.kind === "function.failed");
    const first = failed();
    await lambda.send(new InvokeCommand({ FunctionName, InvocationType: "Event", Payload: '{"odd":true}' }));
    await first;
    for (const seconds of [60, 120]) {
      const again = failed();
      await settled();
      await clock.advance(seconds * 1000);
      await again;
    }
    const [letter] = await letters(dead.expected);
    expect(letter?.Body).toBe('{"odd":true}');
    expect(letter?.MessageAttributes?.ErrorMessage?.StringValue).toContain("alarmData");
  });
});

describe("the rule on executions that end badly", () => {
  const stop = async (executionArn: string, why: { error?: string; cause?: string } = {}) => {
    const sent = nextMail();
    await sfn.send(new StopExecutionCommand({ executionArn, ...why }));
    return await sent;
  };
  const tellings = () => running.host.events.first((event) => event.kind === "execution.ended" && isTeller(event));
  const isTeller = ({ machine }: { machine: string }) => machine.includes("-ended-");

  it("mails a failure, with the step that its cause names", async () => {
    const sent = nextMail();
    await run("mainArn", "readings-1-0", "says");
    await expect(await textOf(await sent)).toMatchFileSnapshot(`${golden}/unmailed.txt`);
  });

  it("mails a failure whose cause names none, with the state that failed", async () => {
    const sent = nextMail();
    await run("mainArn", "readings-1-1", "fails");
    expect(await textOf(await sent)).toContain('\nStep: fails\nError: demo.broken\nCause: the "disk" is full\n');
  });

  it("mails a time-out: the step that ran, its log, and how to go on after it", async () => {
    await hang("readings-2-0");
    const sent = nextMail();
    await clock.advance(601_000);
    await expect(await textOf(await sent)).toMatchFileSnapshot(`${golden}/timed-out.txt`);
  });

  it("mails an abort, with the reason that was given", async () => {
    const mail = await stop(await hang("readings-3-0"), { error: "operator", cause: "wrong file" });
    expect(mail.subject).toBe("Sluice csv-lake: ABORTED (operator)");
    expect(mail.message).toContain(
      "\nStep: hangs\nError: ABORTED (operator)\nCause: wrong file\nSource: s3://landing/",
    );
  });

  it("mails the end of a region's machine that a retry started, and retries that alone", async () => {
    const mail = await stop(await hang("readings-3-1", "regionArn"));
    await expect(await textOf(mail)).toMatchFileSnapshot(`${golden}/region-aborted.txt`);
  });

  it("leaves the end of a region's machine to the main one where that had started it", async () => {
    const told = tellings();
    const before = await mailCount();
    const executionArn = await hang("readings-3-2", "regionArn", { mark: " (told to csv-lake)" });
    await sfn.send(new StopExecutionCommand({ executionArn }));
    expect(await told).toMatchObject({ status: "SUCCEEDED" });
    expect(await mailCount()).toBe(before);
  });

  it("mails what the event says where the execution's input is no run", async () => {
    const mail = await stop(await hang("by-hand", "mainArn", { source: undefined }));
    const text = (await textOf(mail)).replace(/(?<=:failures-ended-\w+:)[\w-]+/, "(a name)");
    await expect(text).toMatchFileSnapshot(`${golden}/event.txt`);
  });

  it("leaves out what succeeded, and what a mail tells of already", async () => {
    const before = await mailCount();
    for (const how of ["succeeds", "mailed", "told"]) await run("mainArn", `readings-4-${how}`, how);
    await settled();
    expect(await mailCount()).toBe(before);
  });

  it("puts an event aside that no machine takes, says why, and an alarm tells of it", async () => {
    const sent = nextMail();
    await run("unheardArn", "readings-5-0", "fails");
    expect((await sent).subject).toMatch(/^ALARM: "refused-dead-[0-9a-f]{7}" in eu-west-1$/);
    const [letter] = await letters(dead.refused);
    expect(JSON.parse(letter?.Body ?? "")).toMatchObject({
      version: "0",
      "detail-type": "Step Functions Execution Status Change",
      source: "aws.states",
      account: "000000000000",
      region,
      detail: { name: "readings-5-0", status: "FAILED", error: "demo.broken", output: null },
    });
    expect(letter?.MessageAttributes).toMatchObject({
      ERROR_CODE: { StringValue: "StateMachineDoesNotExist" },
      RETRY_ATTEMPTS: { StringValue: "0" },
      TARGET_ARN: { StringValue: "arn:aws:states:eu-west-1:000000000000:stateMachine:gone" },
    });
  });

  it("has an alarm tell of an end that could not be mailed, and of that alone", async () => {
    const told = tellings();
    const sent = nextMail();
    await run("muteArn", "readings-6-0", "fails");
    let end: HostEvent | undefined;
    told.then((event) => {
      end = event;
    });
    // As often as the mail is tried again; each time at most as long as a try may take.
    while (end === undefined) {
      await answered();
      await clock.advance(4000);
    }
    const alarm = await sent;
    expect(end).toMatchObject({ status: "FAILED", error: "SNS.NotFoundException" });
    expect(alarm.subject).toMatch(/^ALARM: "mute-untold-[0-9a-f]{7}" in eu-west-1$/);
    expect(alarm.message).toContain(
      "executions ended badly and no mail could tell of it. Look at what failed: https://",
    );
    expect(await alarms()).toMatchObject({ "failures-untold": "OK" });
  });
});

describe("the alarm of a dead-letter queue", () => {
  it("mails as soon as a letter lies in it, and ends when the queue is empty", async () => {
    const sent = nextMail();
    await queues.send(new sqs.SendMessageCommand({ QueueUrl: dead.landing, MessageBody: "lost" }));
    const mail = await sent;
    const times = /"?\w+day \d\d \w+, \d{4} [\d:]+ UTC"?|\d\d\/\d\d\/\d\d [\d:]{8}/g;
    const text = (await textOf(mail)).replaceAll(times, "(the time)");
    await expect(text).toMatchFileSnapshot(`${golden}/dead-letter.txt`);
    expect(await alarms()).toMatchObject({ "landing-dead": "ALARM" });
    expect(await letters(dead.landing)).toHaveLength(1);
    await clock.advance(2 * minute);
    expect(await alarms()).toMatchObject({ "landing-dead": "OK" });
  });

  it("tells of nothing where nothing lies", async () => {
    expect(await alarms()).toMatchObject({ "alerts-dead": "OK", "expect-dead": "OK" });
  });
});

describe("an alarm that is set by hand", () => {
  it("acts, and is as its metric says at the next evaluation", async () => {
    const { body } = await cloudwatch<Described>("DescribeAlarms", { AlarmNamePrefix: "landing-dead" });
    const AlarmName = body.MetricAlarms[0]?.AlarmName;
    const sent = nextMail();
    await cloudwatch("SetAlarmState", { AlarmName, StateValue: "ALARM", StateReason: "a drill" });
    expect((await sent).message).toContain('has entered the ALARM state, because "a drill"');
    await clock.advance(minute);
    expect(await alarms()).toMatchObject({ "landing-dead": "OK" });
  });

  it("does nothing that it may not do, as the record of calls shows", async () => {
    const { body } = await cloudwatch<Described>("DescribeAlarms", { AlarmNamePrefix: "astray" });
    const AlarmName = body.MetricAlarms[0]?.AlarmName;
    const caller = "lambda.alarms.cloudwatch.amazonaws.com";
    const called = running.host.events.first((event) => event.kind === "call" && event.call.caller === caller);
    await cloudwatch("SetAlarmState", { AlarmName, StateValue: "ALARM", StateReason: "a drill" });
    expect(await called).toMatchObject({ call: { action: "lambda:InvokeFunction", status: 403 } });
  });

  it("is refused where there is none of the name", async () => {
    const asked = { AlarmName: "none", StateValue: "OK", StateReason: "" };
    expect((await cloudwatch("SetAlarmState", asked)).status).toBe(404);
  });
});

describe("an event that is put on the bus", () => {
  const put = (entry: object) =>
    ask<{ FailedEntryCount: number; Entries: object[] }>("events", "AWSEvents.PutEvents", {
      Entries: [{ Source: "demo", DetailType: "Change", Detail: "{}", ...entry }],
    });

  it("is taken where it is of a source of one's own", async () => {
    const { body } = await put({ EventBusName: "arn:aws:events:eu-west-1:000000000000:event-bus/default" });
    expect(body).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
  });

  it.each([{ Source: "aws.states" }, { Detail: "[]" }, { Detail: "{" }, { EventBusName: "other" }])(
    "is refused by itself as %j",
    async (entry) => {
      const { body } = await put(entry);
      expect(body).toEqual({
        FailedEntryCount: 1,
        Entries: [{ ErrorCode: expect.any(String), ErrorMessage: expect.any(String) }],
      });
    },
  );

  it("is refused with its call where there is none", async () => {
    expect((await ask("events", "AWSEvents.PutEvents", { Entries: [] })).status).toBe(400);
  });
});

describe("a mail that cannot be delivered", () => {
  it("lies in the queue of each subscription", async () => {
    const outbox = join(running.stateDir, "outbox");
    await rm(outbox, { recursive: true });
    const sns = new SNSClient(running.host.clientConfig(region));
    const TopicArn = String(running.graph.outputs.alertsArn);
    await sns.send(new PublishCommand({ TopicArn, Subject: "lost", Message: "mail" }));
    await mkdir(outbox);
    const found = [...(await letters(dead.mails)), ...(await letters(dead.mails))];
    expect(found.map(({ Body }) => JSON.parse(Body ?? ""))).toEqual([
      expect.objectContaining({ Type: "Notification", TopicArn, Subject: "lost", Message: "mail" }),
      expect.objectContaining({ Type: "Notification", TopicArn, Subject: "lost", Message: "mail" }),
    ]);
  });
});
