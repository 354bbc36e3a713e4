import { join } from "node:path";
import { type AlarmSpec, alarmSpecs } from "../program/specs/alarmSpecs.ts";
import { permissionSpecs } from "../program/specs/permissionSpecs.ts";
import { ruleSpecs } from "../program/specs/ruleSpecs.ts";
import type { AlarmChange } from "../services/cloudwatch/Alarm.ts";
import { alarmMail } from "../services/cloudwatch/alarmMail.ts";
import { alarmPayload } from "../services/cloudwatch/alarmPayload.ts";
import { CloudWatchService } from "../services/cloudwatch/CloudWatchService.ts";
import type { Datum } from "../services/cloudwatch/Datum.ts";
import { embeddedMetrics } from "../services/cloudwatch/embeddedMetrics.ts";
import { LogTail } from "../services/cloudwatch/LogTail.ts";
import type { Reach } from "../services/events/deliver.ts";
import { EventsService } from "../services/events/EventsService.ts";
import { executionEvent } from "../services/events/executionEvent.ts";
import { AwsError } from "../services/kernel/AwsError.ts";
import type { HostEvent } from "../services/kernel/HostEvent.ts";
import { recorded } from "../services/kernel/recorded.ts";
import { safeName } from "../services/kernel/safeName.ts";
import type { LambdaService } from "../services/lambda/LambdaService.ts";
import type { SnsService } from "../services/sns/SnsService.ts";
import type { SqsService } from "../services/sqs/SqsService.ts";
import type { StatesService } from "../services/states/StatesService.ts";
import type { ServicesOptions } from "./ServicesOptions.ts";

/** The services that alerting is made of. */
interface Parts {
  sqs: SqsService;
  sns: SnsService;
  lambda: LambdaService;
  states: StatesService;
}

/** EventBridge and CloudWatch, wired to what they hear of and to what they tell. */
export interface Alerting {
  events: EventsService;
  cloudwatch: CloudWatchService;
  /** Starts to read metrics and to evaluate alarms. */
  begin(): void;
  end(): void;
}

export function openAlerting(options: ServicesOptions, parts: Parts): Alerting {
  const { graph, stateDir, clock } = options;
  const { sqs, states } = parts;
  const alarms = alarmSpecs(graph);
  const events = new EventsService({
    accountId: graph.accountId,
    rules: ruleSpecs(graph),
    clock,
    reach: reachOf(options, parts),
  });
  const cloudwatch = new CloudWatchService({
    stateDir,
    alarms,
    clock,
    sample: () => queueDepths(sqs, alarms, clock.now()),
    act: (change) => act(options, parts, change),
  });
  const stops = [
    options.events.on((event) => {
      tellOfExecution(event, states, events);
      countFailure(event, { states, alarms, cloudwatch, clock });
    }),
  ];
  const begin = () => {
    stops.push(options.events.on(metricReader(stateDir, cloudwatch)));
    for (const queue of watchedQueues(sqs, alarms)) stops.push(queue.onAvailable(() => cloudwatch.refresh()));
    cloudwatch.watch().catch(() => undefined);
  };
  const end = () => {
    for (const stop of stops) stop();
  };
  return { events, cloudwatch, begin, end };
}

function reachOf({ recorder }: ServicesOptions, { sqs, sns, states }: Parts): Reach {
  return {
    send: (caller, { arn, roleArn }, text) => {
      const service = arn.split(":")[2] ?? "";
      const ways: Record<string, { action: string; as: string; send(): unknown }> = {
        sns: { action: "sns:Publish", as: caller.service, send: () => sns.publishFor(caller, arn, "", text) },
        sqs: {
          action: "sqs:SendMessage",
          as: caller.service,
          send: () => sqs.sendFor(caller, arn, { body: text, attributes: {} }),
        },
        states: {
          action: "states:StartExecution",
          as: roleArn?.split("/").at(-1) ?? "",
          send: () => states.startFor(arn, text),
        },
      };
      const way = ways[service];
      if (way) recorded(recorder, { caller: way.as, action: way.action, resource: arn }, () => way.send());
    },
    bury: (caller, arn, body, attributes) =>
      recorded(recorder, { caller: caller.service, action: "sqs:SendMessage", resource: arn }, () =>
        sqs.sendFor(caller, arn, { body, attributes }),
      ),
  };
}

function tellOfExecution(event: HostEvent, states: StatesService, events: EventsService): void {
  if (event.kind !== "execution.started" && event.kind !== "execution.ended") return;
  const state = states.stateOf(event.execution);
  if (state !== undefined) events.put(executionEvent(state));
}

/** The one metric of Step Functions that is served here, of the machines that some alarm is on. */
function countFailure(
  event: HostEvent,
  {
    states,
    alarms,
    cloudwatch,
    clock,
  }: Pick<Parts, "states"> &
    Pick<Alerting, "cloudwatch"> &
    Pick<ServicesOptions, "clock"> & { readonly alarms: readonly AlarmSpec[] },
): void {
  if (event.kind !== "execution.ended" || event.status !== "FAILED") return;
  const StateMachineArn = states.stateOf(event.execution)?.machineArn ?? "";
  const isWatched = alarms.some(
    ({ metric }) => metric.namespace === "AWS/States" && metric.dimensions.StateMachineArn === StateMachineArn,
  );
  if (!isWatched) return;
  const metric = { namespace: "AWS/States", name: "ExecutionsFailed", dimensions: { StateMachineArn } };
  cloudwatch.tell({ region: event.region, metric, time: clock.now().getTime(), values: [1] });
}

/** Reads the metrics that functions embed in their logs, after each invocation. */
function metricReader(stateDir: string, cloudwatch: CloudWatchService): (event: HostEvent) => void {
  const tails = new Map<string, LogTail>();
  return (event) => {
    if (event.kind !== "function.invoked" && event.kind !== "function.finished" && event.kind !== "function.failed")
      return;
    const file = join(stateDir, event.region, "logs", `${safeName(event.function)}.log`);
    const tail = tails.get(file) ?? new LogTail(file);
    tails.set(file, tail);
    for (const line of tail.lines()) for (const datum of embeddedMetrics(event.region, line)) cloudwatch.put(datum);
  };
}

const visible = { namespace: "AWS/SQS", name: "ApproximateNumberOfMessagesVisible" };

function watchedQueues(sqs: SqsService, alarms: readonly AlarmSpec[]) {
  return sqs
    .all()
    .filter(({ spec }) =>
      alarms.some(({ region, metric }) => region === spec.region && metric.dimensions.QueueName === spec.name),
    );
}

/** The one metric of SQS that is served here, of the queues that some alarm is on. */
function queueDepths(sqs: SqsService, alarms: readonly AlarmSpec[], now: Date): Datum[] {
  return watchedQueues(sqs, alarms).map((queue) => ({
    region: queue.spec.region,
    metric: { ...visible, dimensions: { QueueName: queue.spec.name } },
    time: now.getTime(),
    values: [queue.counts().available],
  }));
}

/** Publishes an alarm's change, or invokes a function with it; what is refused is seen in the record of calls alone, as on AWS. */
function act(options: ServicesOptions, parts: Parts, change: AlarmChange): void {
  for (const arn of change.alarm.actions[change.to.state]) {
    try {
      if (arn.startsWith("arn:aws:sns:")) publish(options, parts, change, arn);
      else invoke(options, parts, change, arn);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
  }
}

function publish({ recorder }: ServicesOptions, { sns }: Parts, change: AlarmChange, arn: string): void {
  const caller = { service: "cloudwatch.amazonaws.com", sourceArn: change.alarm.arn };
  const { subject, message } = alarmMail(change);
  recorded(recorder, { caller: caller.service, action: "sns:Publish", resource: arn }, () =>
    sns.publishFor(caller, arn, subject, message),
  );
}

function invoke({ recorder, graph }: ServicesOptions, { lambda }: Parts, change: AlarmChange, arn: string): void {
  const caller = "lambda.alarms.cloudwatch.amazonaws.com";
  recorded(recorder, { caller, action: "lambda:InvokeFunction", resource: arn }, () => {
    const pool = lambda.byArn(arn);
    if (pool === undefined) throw new AwsError("ResourceNotFoundException", `Function not found: ${arn}`, 404);
    const allowed = permissionSpecs(graph).some(
      ({ name, region, principal, sourceArn, sourceAccount }) =>
        name === pool.spec.name &&
        region === pool.spec.region &&
        principal === caller &&
        (sourceArn ?? change.alarm.arn) === change.alarm.arn &&
        (sourceAccount ?? graph.accountId) === graph.accountId,
    );
    if (!allowed) throw new AwsError("AccessDeniedException", `${caller} may not invoke ${arn}`, 403);
    lambda.invokeFor(pool, JSON.stringify(alarmPayload(change)));
  });
}
