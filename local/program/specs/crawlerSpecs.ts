import { z } from "zod";
import { SluiceError } from "../../../core/errors.ts";
import type { Graph } from "../Graph.ts";
import type { Resource } from "../Resource.ts";
import { type CsvClassifier, csvClassifiers } from "./classifierSpecs.ts";
import { parseInputs } from "./parseInputs.ts";

/** A Glue crawler as the local Glue runs it: with targets of one kind. */
export interface CrawlerSpec {
  readonly name: string;
  readonly region: string;
  readonly arn: string;
  readonly roleArn: string;
  /** Where the tables of S3 targets go. */
  readonly databaseName: string;
  readonly s3Targets: readonly S3Target[];
  readonly catalogTargets: readonly CatalogTarget[];
  /** Tried in this order before the built-in ones. */
  readonly classifiers: readonly CsvClassifier[];
  readonly tablePrefix: string;
  readonly schemaChangePolicy: {
    readonly updateBehavior: "LOG" | "UPDATE_IN_DATABASE";
    readonly deleteBehavior: "LOG" | "DELETE_FROM_DATABASE" | "DEPRECATE_IN_DATABASE";
  };
  /** As the program gives it: JSON. */
  readonly configuration: string | undefined;
  readonly output: CrawlerOutput;
}

/** A folder of a bucket, and globs of keys below it that are passed by. */
export interface S3Target {
  /** `s3://bucket/folder/` */
  readonly path: string;
  readonly exclusions: readonly string[];
}

/** Tables of the catalog whose partitions are looked for. */
export interface CatalogTarget {
  readonly databaseName: string;
  readonly tables: readonly string[];
}

/** What a crawler's `configuration` asks for. */
export interface CrawlerOutput {
  /** A partition gets the columns and formats of its table. */
  readonly inheritFromTable: boolean;
  /** A table gains columns and loses none. */
  readonly mergeNewColumns: boolean;
  /** Files of one format make one table, however their columns differ. */
  readonly combineCompatibleSchemas: boolean;
  /** The folder level of tables; 1 is the bucket. */
  readonly tableLevel: number | undefined;
}

const inert = z.unknown().optional();
const crawlerInputs = z.strictObject({
  name: z.string().optional(),
  region: z.string().optional(),
  role: z.string(),
  databaseName: z.string(),
  s3Targets: z
    .array(z.strictObject({ path: z.string().startsWith("s3://"), exclusions: z.array(z.string()).default([]) }))
    .default([]),
  catalogTargets: z
    .array(z.strictObject({ databaseName: z.string(), tables: z.array(z.string()).min(1) }))
    .max(1, "a crawler has one catalog target")
    .default([]),
  classifiers: z.array(z.string()).default([]),
  tablePrefix: z.string().default(""),
  schemaChangePolicy: z
    .strictObject({
      updateBehavior: z.enum(["LOG", "UPDATE_IN_DATABASE"]).default("UPDATE_IN_DATABASE"),
      deleteBehavior: z.enum(["LOG", "DELETE_FROM_DATABASE", "DEPRECATE_IN_DATABASE"]).default("DEPRECATE_IN_DATABASE"),
    })
    .prefault({}),
  configuration: z.string().optional(),
  recrawlPolicy: z.strictObject({ recrawlBehavior: z.literal("CRAWL_EVERYTHING").optional() }).optional(),
  description: inert,
  tags: inert,
});

const configurations = z.strictObject({
  Version: z.literal(1),
  CrawlerOutput: z
    .strictObject({
      Partitions: z.strictObject({ AddOrUpdateBehavior: z.literal("InheritFromTable") }).optional(),
      Tables: z.strictObject({ AddOrUpdateBehavior: z.literal("MergeNewColumns") }).optional(),
    })
    .optional(),
  Grouping: z
    .strictObject({
      TableGroupingPolicy: z.literal("CombineCompatibleSchemas").optional(),
      TableLevelConfiguration: z.number().int().positive().optional(),
    })
    .optional(),
  CreatePartitionIndex: inert,
});

/**
 * The crawlers of the program.
 * @throws SluiceError `program.unsupported_input` also for what AWS refuses: a catalog target beside S3 targets, or with
 * a delete behaviour other than LOG
 * @see https://docs.aws.amazon.com/glue/latest/dg/crawler-configuration.html
 */
export function crawlerSpecs(graph: Graph): CrawlerSpec[] {
  const classifiers = csvClassifiers(graph);
  return graph.ofType("aws:glue/crawler:Crawler").map((resource) => {
    const { role, classifiers: names, name: _, region: __, ...inputs } = parseInputs(resource, crawlerInputs);
    checkTargets(resource, inputs);
    return {
      name: String(resource.outputs.name),
      region: resource.region,
      arn: String(resource.outputs.arn),
      roleArn: role,
      databaseName: inputs.databaseName.toLowerCase(),
      s3Targets: inputs.s3Targets,
      catalogTargets: inputs.catalogTargets,
      classifiers: names.map((name) => classifiers.get(name) ?? refuse(resource, `no CSV classifier named "${name}"`)),
      tablePrefix: inputs.tablePrefix,
      schemaChangePolicy: inputs.schemaChangePolicy,
      configuration: inputs.configuration,
      output: outputOf(resource, inputs.configuration),
    };
  });
}

function checkTargets(
  resource: Resource,
  inputs: Pick<CrawlerSpec, "s3Targets" | "catalogTargets" | "schemaChangePolicy">,
) {
  const { s3Targets, catalogTargets, schemaChangePolicy } = inputs;
  if (s3Targets.length + catalogTargets.length === 0) refuse(resource, "no S3 or catalog target");
  if (catalogTargets.length === 0) return;
  if (s3Targets.length > 0) refuse(resource, "a catalog target beside S3 targets");
  if (schemaChangePolicy.deleteBehavior !== "LOG") refuse(resource, "a catalog target without deleteBehavior LOG");
}

function outputOf(resource: Resource, configuration: string | undefined): CrawlerOutput {
  const parsed = configurations.safeParse(parseJson(configuration ?? '{"Version":1.0}'));
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    return refuse(resource, `configuration: ${issues.join("; ")}`);
  }
  const { CrawlerOutput: output, Grouping: grouping } = parsed.data;
  return {
    inheritFromTable: output?.Partitions !== undefined,
    mergeNewColumns: output?.Tables !== undefined,
    combineCompatibleSchemas: grouping?.TableGroupingPolicy !== undefined,
    tableLevel: grouping?.TableLevelConfiguration,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(resource: Resource, what: string): never {
  throw new SluiceError("program.unsupported_input", `${resource.type}: ${what}`, {
    where: resource.name,
    mend: "change the crawler, or teach it to the local host",
  });
}
