import type { Graph } from "../Graph.ts";
import type { Properties, Resource } from "../Resource.ts";

/** A Glue database or table of the program, in the shape of the Glue API. */
export interface CatalogSpec {
  region: string;
  database: string;
  /** Undefined for the database itself. */
  table: string | undefined;
  definition: Record<string, unknown>;
  /** Where in it what is there already stays: the names on the way, as in `["StorageDescriptor", "Columns"]`. */
  kept: readonly (readonly string[])[];
}

const notOfTheApi = new Set(["region", "catalogId", "databaseName", "name", "tags", "partitionIndices"]);
const renamed: Readonly<Record<string, string>> = { serDeInfo: "SerdeInfo" };

/** The Glue databases and tables of the program; Pulumi's property names become the API's. */
export function catalogSpecs(graph: Graph): CatalogSpec[] {
  const databases = graph.ofType("aws:glue/catalogDatabase:CatalogDatabase").map((resource) => ({
    region: resource.region,
    database: String(resource.outputs.name),
    table: undefined,
    definition: definitionOf(resource),
    kept: keptOf(resource),
  }));
  const tables = graph.ofType("aws:glue/catalogTable:CatalogTable").map((resource) => ({
    region: resource.region,
    database: String(resource.inputs.databaseName).toLowerCase(),
    table: String(resource.outputs.name),
    definition: definitionOf(resource),
    kept: keptOf(resource),
  }));
  return [...databases, ...tables];
}

function definitionOf(resource: Resource): Record<string, unknown> {
  const own = Object.entries(resource.inputs).filter(([key]) => !notOfTheApi.has(key));
  return { Name: resource.outputs.name, ...apiShape(Object.fromEntries(own)) };
}

function keptOf({ ignoreChanges = [] }: Resource): string[][] {
  return ignoreChanges.map((path) => path.split(".").map(apiName));
}

/** Property names become PascalCase; the keys of free maps (`parameters`) stay as they are. */
function apiShape(properties: Properties): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => {
      return [apiName(key), key === "parameters" ? value : apiValue(value)];
    }),
  );
}

function apiValue(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(apiValue);
  }
  return typeof value === "object" && value !== null ? apiShape(value as Properties) : value;
}

function apiName(property: string): string {
  return renamed[property] ?? property.charAt(0).toUpperCase() + property.slice(1);
}
