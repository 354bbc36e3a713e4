import { SluiceError } from "../../core/errors.ts";
import { bucketSpecs } from "../program/specs/bucketSpecs.ts";
import { functionSpecs } from "../program/specs/functionSpecs.ts";
import { machineSpecs } from "../program/specs/machineSpecs.ts";
import { mappingSpecs } from "../program/specs/mappingSpecs.ts";
import { objectSpecs } from "../program/specs/objectSpecs.ts";
import { type QueueSpec, queueSpecs } from "../program/specs/queueSpecs.ts";
import { ruleSpecs } from "../program/specs/ruleSpecs.ts";
import { topicSpecs } from "../program/specs/topicSpecs.ts";
import { warehouseSpecs } from "../program/specs/warehouseSpecs.ts";
import { recorded } from "../services/kernel/recorded.ts";
import type { Service } from "../services/kernel/Service.ts";
import { AsyncInvocations, type BuryInvocation } from "../services/lambda/AsyncInvocations.ts";
import { EventSource, type EventSourceOptions } from "../services/lambda/EventSource.ts";
import { FunctionPool } from "../services/lambda/FunctionPool.ts";
import { LambdaService } from "../services/lambda/LambdaService.ts";
import { openWarehouses } from "../services/redshift/openWarehouses.ts";
import { RedshiftDataService } from "../services/redshift/RedshiftDataService.ts";
import { S3Service } from "../services/s3/S3Service.ts";
import { SnsService } from "../services/sns/SnsService.ts";
import { SqsService } from "../services/sqs/SqsService.ts";
import { loopback } from "../services/states/loopback.ts";
import { Machine, type MachineOptions } from "../services/states/Machine.ts";
import { StatesService } from "../services/states/StatesService.ts";
import { StsService } from "../services/sts/StsService.ts";
import { Notifications } from "./Notifications.ts";
import { openAlerting } from "./openAlerting.ts";
import { openAthena } from "./openAthena.ts";
import { openGlue } from "./openGlue.ts";
import { openScheduler } from "./openScheduler.ts";
import { ownWork } from "./ownWork.ts";
import type { ServicesOptions } from "./ServicesOptions.ts";

/** The services of a program, wired to each other. */
export interface Services {
  all: Service[];
  lambda: LambdaService;
  /** Ends what an earlier host left running, and starts to hand queued messages to functions. */
  begin(): void;
  /** Stops handing over messages. */
  end(): void;
}

export async function openServices(options: ServicesOptions): Promise<Services> {
  const { graph, stateDir, events } = options;
  const queues = queueSpecs(graph);
  const sqs = new SqsService({ stateDir, queues, events });
  const notifications = new Notifications(options, sqs);
  const notify: Notifications["send"] = (queueArn, message) => notifications.send(queueArn, message);
  const s3 = new S3Service({ stateDir, buckets: bucketSpecs(graph), events, notify });
  await s3.lay(await objectSpecs(graph));
  const pools = await openFunctions(options, queues);
  const lambda = new LambdaService(pools, new AsyncInvocations(options.clock, buryInvocation(options, sqs)));
  const states = openMachines(options);
  const sns = openTopics(options, sqs);
  const glue = openGlue(options, s3);
  const redshift = await openRedshift(options);
  const athena = openAthena(options);
  const alerting = openAlerting(options, { sqs, sns, lambda, states });
  const scheduler = openScheduler(options);
  const watching = [alerting.events, alerting.cloudwatch];
  const assumedKey = (roleArn: string) => options.callers.assumedKey(roleArn);
  const sts = new StsService({ accountId: graph.accountId, assumedKey });
  const all = [s3, sqs, lambda, states, sns, glue, athena, redshift, sts, ...watching];
  const sources: EventSource[] = [];
  const begin = () => {
    sources.push(...openSources(options, sqs, lambda));
    alerting.begin();
    states.endInterrupted(new Set(ruleSpecs(graph).flatMap(({ targets }) => targets.map(({ arn }) => arn))));
    glue.begin();
    scheduler.begin();
  };
  const end = () => {
    scheduler.end();
    alerting.end();
    notifications.close();
    for (const source of sources) {
      source.close();
    }
  };
  return { all, lambda, begin, end };
}

async function openFunctions(options: ServicesOptions, queues: readonly QueueSpec[]): Promise<FunctionPool[]> {
  const { graph, stateDir, events, address, callers } = options;
  const specs = await functionSpecs(graph);
  const pools = specs.map((spec) => {
    const variables = localVariables(spec.environment, queues, address);
    return new FunctionPool({ spec, stateDir, events, address, accessKeyId: callers.keyOf(spec.roleArn), variables });
  });
  await Promise.all(pools.map((pool) => pool.prepare()));
  return pools;
}

async function openRedshift({ graph, stateDir, callers }: ServicesOptions): Promise<RedshiftDataService> {
  const workgroups = await openWarehouses(stateDir, warehouseSpecs(graph));
  return new RedshiftDataService({ workgroups, rolesOf: (caller) => callers.databaseRolesOf(caller) });
}

/** SDKs send to the host that a queue's URL names, so a variable that is the URL of a queue gets the local one. */
function localVariables(
  variables: Record<string, string>,
  queues: readonly QueueSpec[],
  address: string,
): Record<string, string> {
  const local = new Map(queues.map(({ url }) => [url, `http://${address}${new URL(url).pathname}`]));
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, local.get(value) ?? value]));
}

function openMachines(options: ServicesOptions): StatesService {
  const { graph, stateDir, events, callers, address, clock, faults } = options;
  const reach = (roleArn: string, region: string): MachineOptions["integration"] => ({
    call: (asked) => loopback({ endpoint: `http://${address}`, accessKeyId: callers.keyOf(roleArn), region, ...asked }),
    ended: (executionArn) => service.ended(executionArn),
  });
  const machines = machineSpecs(graph).map((spec) => {
    const entering = (resource: string, state: string) =>
      faults.entering({ region: spec.region, state: `${spec.name}.${state}`, resource });
    return new Machine({ spec, stateDir, events, integration: reach(spec.roleArn, spec.region), clock, entering });
  });
  const service = new StatesService(machines, reach);
  return service;
}

function openTopics({ graph, stateDir, events, recorder }: ServicesOptions, sqs: SqsService): SnsService {
  const bury = (queueArn: string, sourceArn: string, body: string) => {
    const caller = { service: "sns.amazonaws.com", sourceArn };
    recorded(recorder, { caller: caller.service, action: "sqs:SendMessage", resource: queueArn }, () =>
      sqs.sendFor(caller, queueArn, { body, attributes: {} }),
    );
  };
  return new SnsService({ stateDir, topics: topicSpecs(graph), events, bury });
}

function buryInvocation({ recorder }: ServicesOptions, sqs: SqsService): BuryInvocation {
  return ({ spec }, queueArn, body, attributes) => {
    const caller = spec.roleArn.split("/").at(-1) ?? "";
    recorded(recorder, { caller, action: "sqs:SendMessage", resource: queueArn }, () =>
      sqs.byArn(queueArn)?.send({ body, attributes, sender: caller }),
    );
  };
}

function openSources(options: ServicesOptions, sqs: SqsService, lambda: LambdaService): EventSource[] {
  const { graph, events, clock } = options;
  return mappingSpecs(graph).map((mapping) => {
    const { queueArn: resource, functionArn, region } = mapping;
    const queue = sqs.byArn(resource);
    const pool = lambda.byArn(functionArn);
    if (queue === undefined || pool === undefined) {
      const missing = queue === undefined ? resource : functionArn;
      throw new SluiceError("program.no_such_arn", `The program declares nothing with the ARN "${missing}"`, {
        where: mapping.uuid,
        mend: "map a queue of the program to a function of it",
      });
    }
    const caller = pool.spec.roleArn.split("/").at(-1) ?? "";
    const ask: EventSourceOptions["ask"] = (action, run) =>
      ownWork(options, { caller, service: "sqs", region, action, resource }, run);
    return new EventSource({ mapping, queue, pool, events, clock, ask });
  });
}
