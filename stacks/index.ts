import { readConfig } from "./config.ts";
import { CsvLake } from "./csv-lake/index.ts";

const config = readConfig();
const csvLake = config.pipelines.includes("csv-lake") ? new CsvLake(config) : undefined;

export const landingBucket = csvLake?.landingBucket;
export const lakes = csvLake?.lakes;
export const databases = csvLake?.databases;
export const warehouses = csvLake?.warehouses;
export const mainMachine = csvLake?.mainMachine;
export const regionMachines = csvLake?.regionMachines;
export const alertsTopics = csvLake?.alertsTopics;
export const deadLetterQueues = csvLake?.deadLetterQueues;
