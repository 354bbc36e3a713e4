import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { CsvDialect } from "../core/contract/csv.ts";
import { assumedBy } from "./assumedBy.ts";
import { glueArns } from "./glueArns.ts";
import { policyDocument, type Statement } from "./policyDocument.ts";
import { roleWithPolicy } from "./roleWithPolicy.ts";
import { type Transform, transform } from "./transform.ts";

export interface CrawlerArgs {
  readonly region: string;
  readonly crawls: LandedFiles | CommittedTables;
  readonly transform?:
    | {
        readonly crawler?: Transform<aws.glue.CrawlerArgs>;
        readonly role?: Transform<aws.iam.RoleArgs>;
        /** Of each dialect. */
        readonly classifier?: Transform<aws.glue.ClassifierArgs>;
      }
    | undefined;
}

/** Files as they landed: the crawler infers a table of each prefix, in a database made for it. */
export interface LandedFiles {
  readonly kind: "landed";
  readonly bucket: pulumi.Input<string>;
  readonly bucketArn: pulumi.Input<string>;
  /** Each without a slash at its end; a table is named after its prefix. */
  readonly prefixes: readonly string[];
  /** How the files are written; each has a header. @default what Glue's own classifier makes of them */
  readonly dialects?: readonly CsvDialect[];
  /** Name of the database that is made. */
  readonly database: string;
}

/** Tables that a contract declared: the crawler adds the partitions that it finds, and changes nothing else. */
export interface CommittedTables {
  readonly kind: "committed";
  readonly lakeArn: pulumi.Input<string>;
  /** Name of the Glue database. */
  readonly database: pulumi.Input<string>;
  /** ARN of the Glue database. */
  readonly databaseArn: pulumi.Input<string>;
  /** At least one. The rows of each lie under `rows/<table>/` of the lake. */
  readonly tables: readonly string[];
}

/**
 * A Glue crawler with its role. It has no schedule: a machine starts it.
 * @see https://docs.aws.amazon.com/glue/latest/dg/crawler-configuration.html
 */
export class Crawler extends pulumi.ComponentResource {
  readonly name: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** Where its tables are. */
  readonly database: pulumi.Output<string>;
  readonly databaseArn: pulumi.Output<string>;

  constructor(name: string, args: CrawlerArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:Crawler", name, {}, options);
    const { region, crawls, transform: change } = args;
    const { database, databaseArn } = this.databaseOf(name, region, crawls);
    const { role, policy } = roleWithPolicy(
      name,
      {
        assumeRolePolicy: assumedBy("glue.amazonaws.com"),
        policy: policyDocument([...permissionsOf(crawls, databaseArn), writeLog(databaseArn)]),
        transform: change?.role,
      },
      { parent: this },
    );
    const crawlerArgs: aws.glue.CrawlerArgs = {
      region,
      databaseName: database,
      role: role.arn,
      ...(crawls.kind === "landed" ? this.landed(name, args, crawls) : committed(crawls, database)),
    };
    const crawler = new aws.glue.Crawler(name, transform(crawlerArgs, change?.crawler), {
      parent: this,
      dependsOn: [policy],
    });
    this.name = crawler.name;
    this.arn = crawler.arn;
    this.database = database;
    this.databaseArn = databaseArn;
    this.registerOutputs({ name: this.name, arn: this.arn, database });
  }

  private databaseOf(name: string, region: string, crawls: LandedFiles | CommittedTables) {
    if (crawls.kind === "committed") {
      return { database: pulumi.output(crawls.database), databaseArn: pulumi.output(crawls.databaseArn) };
    }
    const made = new aws.glue.CatalogDatabase(name, { region, name: crawls.database }, { parent: this });
    return { database: made.name, databaseArn: made.arn };
  }

  /** One table a prefix, whatever lies in it: level 1 is the bucket. Nothing that was inferred once is removed. */
  private landed(name: string, args: CrawlerArgs, crawls: LandedFiles): Partial<aws.glue.CrawlerArgs> {
    const { bucket, prefixes } = crawls;
    return {
      s3Targets: prefixes.map((prefix) => ({ path: pulumi.interpolate`s3://${bucket}/${prefix}/` })),
      classifiers: this.classifiers(name, args, crawls),
      schemaChangePolicy: { updateBehavior: "UPDATE_IN_DATABASE", deleteBehavior: "LOG" },
      configuration: JSON.stringify({
        Version: 1.0,
        Grouping: { TableGroupingPolicy: "CombineCompatibleSchemas", TableLevelConfiguration: 2 },
      }),
    };
  }

  /**
   * A classifier of each dialect, since Glue's own takes the first line for data where all columns are texts. The first
   * that finds two columns is taken: so the comma, which is found in decimals too, comes last.
   * @see https://docs.aws.amazon.com/glue/latest/dg/custom-classifier.html#custom-classifier-csv
   */
  private classifiers(name: string, args: CrawlerArgs, { dialects = [] }: LandedFiles): pulumi.Output<string>[] {
    const written = new Map(dialects.map(({ delimiter, quote }) => [`${delimiter}${quote}`, { delimiter, quote }]));
    const commaLast = [...written.values()].sort(
      (one, other) => Number(one.delimiter === ",") - Number(other.delimiter === ","),
    );
    return commaLast.map(({ delimiter, quote }, index) => {
      const csvClassifier = { delimiter, quoteSymbol: quote, containsHeader: "PRESENT", allowSingleColumn: false };
      const classifierArgs: aws.glue.ClassifierArgs = { region: args.region, csvClassifier };
      const given = transform(classifierArgs, args.transform?.classifier);
      return new aws.glue.Classifier(`${name}-csv-${index}`, given, { parent: this }).name;
    });
  }
}

/** The contract keeps the schema, of the tables and, by inheritance, of their partitions. */
function committed({ tables }: CommittedTables, databaseName: pulumi.Output<string>): Partial<aws.glue.CrawlerArgs> {
  return {
    catalogTargets: [{ databaseName, tables: [...tables] }],
    schemaChangePolicy: { updateBehavior: "LOG", deleteBehavior: "LOG" },
    configuration: JSON.stringify({
      Version: 1.0,
      CrawlerOutput: { Partitions: { AddOrUpdateBehavior: "InheritFromTable" } },
      Grouping: { TableGroupingPolicy: "CombineCompatibleSchemas" },
    }),
  };
}

function permissionsOf(crawls: LandedFiles | CommittedTables, databaseArn: pulumi.Output<string>): Statement[] {
  const isLanded = crawls.kind === "landed";
  const bucketArn = isLanded ? crawls.bucketArn : crawls.lakeArn;
  const prefixes = isLanded ? crawls.prefixes : crawls.tables.map((table) => `rows/${table}`);
  const tables = isLanded ? ["*"] : crawls.tables;
  const arns = glueArns(databaseArn);
  return [
    { actions: ["s3:ListBucket", "s3:GetBucketLocation"], resources: [bucketArn] },
    { actions: ["s3:GetObject"], resources: prefixes.map((prefix) => pulumi.interpolate`${bucketArn}/${prefix}/*`) },
    {
      actions: [...readTables, ...addPartitions, ...(isLanded ? changeTables : [])],
      resources: [arns.catalog, databaseArn, ...tables.map(arns.table)],
    },
  ];
}

const readTables = ["glue:GetDatabase", "glue:GetTable", "glue:GetTables"];
const addPartitions = [
  "glue:GetPartition",
  "glue:GetPartitions",
  "glue:BatchGetPartition",
  "glue:CreatePartition",
  "glue:BatchCreatePartition",
];
const changeTables = ["glue:CreateTable", "glue:UpdateTable", "glue:UpdatePartition"];

/** All crawlers of an account and region write to one log group of Glue's naming. */
function writeLog(databaseArn: pulumi.Output<string>): Statement {
  const group = databaseArn.apply((arn) => {
    const [, partition, , region, account] = arn.split(":");
    return `arn:${partition}:logs:${region}:${account}:log-group:/aws-glue/crawlers`;
  });
  return {
    actions: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"],
    resources: [group, pulumi.interpolate`${group}:*`],
  };
}
