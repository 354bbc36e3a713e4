import { readConfig } from "./config.ts";
import { CsvLake } from "./csv-lake/index.ts";
import { Traffic } from "./traffic/index.ts";

const config = readConfig();
const csvLake = config.pipelines.includes("csv-lake") ? new CsvLake(config) : undefined;
const trafficStack = config.pipelines.includes("traffic") ? new Traffic(config) : undefined;

export const landingBucket = csvLake?.landingBucket;
export const lakes = csvLake?.lakes;
export const databases = csvLake?.databases;
export const warehouses = csvLake?.warehouses;
export const mainMachine = csvLake?.mainMachine;
export const regionMachines = csvLake?.regionMachines;
export const alertsTopics = csvLake?.alertsTopics;
export const deadLetterQueues = [csvLake, trafficStack].flatMap((pipeline) => pipeline?.deadLetterQueues ?? []);
/** Empty where the stack does not have the pipeline: Pulumi warns of an output that is undefined. */
export const traffic = trafficStack?.outputs ?? {};
