import { readConfig } from "./config.ts";
import { CsvLake } from "./csv-lake/index.ts";
import { Traffic } from "./traffic/index.ts";

const config = readConfig();
const csvLake = config.pipelines.includes("csv-lake") ? new CsvLake(config) : undefined;
const traffic = config.pipelines.includes("traffic") ? new Traffic(config) : undefined;

export const landingBucket = csvLake?.landingBucket;
export const lakes = csvLake?.lakes;
export const databases = csvLake?.databases;
export const warehouses = csvLake?.warehouses;
export const mainMachine = csvLake?.mainMachine;
export const regionMachines = csvLake?.regionMachines;
export const alertsTopics = csvLake?.alertsTopics;
export const deadLetterQueues = csvLake?.deadLetterQueues;
export const trafficMachine = traffic?.machine;
export const trafficRangeMachine = traffic?.rangeMachine;
export const trafficRawBucket = traffic?.rawBucket;
export const trafficLake = traffic?.lake;
export const trafficDatabase = traffic?.database;
export const trafficTable = traffic?.table;
export const trafficWorkgroup = traffic?.workgroup;
