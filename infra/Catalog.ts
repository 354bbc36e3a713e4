import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Content, layout } from "../core/commit/layout.ts";
import type { Contract } from "../core/contract/Contract.ts";
import { glueTable } from "../core/emit/glueTable.ts";
import type { GlueTable } from "../core/emit/parquetTable.ts";
import { glueArns } from "./glueArns.ts";
import { type Transform, transform } from "./transform.ts";

/** The tables of a catalog. */
export interface CatalogTables {
  /** The datasets that get a table of rows and one of rejects each. */
  readonly contracts: readonly Contract[];
  /** Tables of no dataset. @default none */
  readonly tables?: readonly LakeTable[] | undefined;
}

/** A table, and the prefix of the lake that it is read from: `rows/speeds/`. */
export interface LakeTable {
  readonly table: GlueTable;
  readonly prefix: string;
  /** Whether the pipeline registers partitions in it. @default true */
  readonly isRegistered?: boolean;
}

export interface CatalogArgs extends CatalogTables {
  readonly region: string;
  /** Name of the database; lower case, letters, digits and underscores. */
  readonly database: string;
  /** The lake bucket of the region. */
  readonly bucket: pulumi.Input<string>;
  readonly transform?:
    | {
        readonly database?: Transform<aws.glue.CatalogDatabaseArgs>;
        /** Of each table. */
        readonly table?: Transform<aws.glue.CatalogTableArgs>;
      }
    | undefined;
}

/** A region's Glue database, and the two tables of each dataset, both derived from its contract. */
export class Catalog extends pulumi.ComponentResource {
  readonly database: pulumi.Output<string>;
  readonly databaseArn: pulumi.Output<string>;
  /** What a policy must name to let a role register partitions: tables of rejects, and those that say so, have none. */
  readonly partitionedArns: pulumi.Output<string>[];
  /** The same, to let it add columns to tables of datasets that evolve; undefined where none does. */
  readonly evolvingArns: pulumi.Output<string>[] | undefined;
  /** What a policy must name to let a role read the database: the catalog, the database and all of its tables. */
  readonly readableArns: pulumi.Output<string>[];

  constructor(name: string, args: CatalogArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:Catalog", name, {}, options);
    const { region, contracts, transform: change } = args;
    const databaseArgs: aws.glue.CatalogDatabaseArgs = { region, name: args.database };
    const database = new aws.glue.CatalogDatabase(name, transform(databaseArgs, change?.database), { parent: this });
    const ofContent = (content: Content) =>
      contracts.map((each) => this.dataset(name, args, database.name, each, content));
    const rows = ofContent("rows");
    ofContent("rejects");
    const others = (args.tables ?? []).flatMap((each) => {
      const made = this.table(name, args, database.name, each);
      return (each.isRegistered ?? true) ? [made] : [];
    });
    const arns = glueArns(database.arn);
    this.database = database.name;
    this.databaseArn = database.arn;
    this.partitionedArns = [arns.catalog, database.arn, ...[...rows, ...others].map((table) => table.arn)];
    const evolving = rows.filter((_, index) => evolves(contracts[index]));
    const within = [arns.catalog, database.arn];
    this.evolvingArns = evolving.length === 0 ? undefined : [...within, ...evolving.map((table) => table.arn)];
    this.readableArns = [arns.catalog, database.arn, arns.table("*")];
    this.registerOutputs({ database: this.database });
  }

  private dataset(
    name: string,
    args: CatalogArgs,
    databaseName: pulumi.Input<string>,
    contract: Contract,
    content: Content,
  ): aws.glue.CatalogTable {
    const found = { table: glueTable(contract, content), prefix: layout.table(content, contract.name) };
    // The pipeline adds columns to such a table, and keeps those of the contract.
    const kept = content === "rows" && evolves(contract) ? { ignoreChanges: ["storageDescriptor.columns"] } : {};
    return this.table(name, args, databaseName, found, kept);
  }

  private table(
    name: string,
    { region, bucket, transform: change }: CatalogArgs,
    databaseName: pulumi.Input<string>,
    { table, prefix }: LakeTable,
    kept: pulumi.ResourceOptions = {},
  ): aws.glue.CatalogTable {
    const location = pulumi.interpolate`s3://${bucket}/${prefix}`;
    const tableArgs: aws.glue.CatalogTableArgs = {
      region,
      databaseName,
      name: table.name,
      tableType: "EXTERNAL_TABLE",
      parameters: { ...table.parameters, EXTERNAL: "TRUE" },
      partitionKeys: [...table.partitionKeys],
      storageDescriptor: {
        location,
        columns: [...table.columns],
        inputFormat: table.inputFormat,
        outputFormat: table.outputFormat,
        serDeInfo: { serializationLibrary: table.serializationLibrary },
      },
    };
    const options = { parent: this, ...kept };
    return new aws.glue.CatalogTable(`${name}-${table.name}`, transform(tableArgs, change?.table), options);
  }
}

function evolves(contract: Contract | undefined): boolean {
  return contract?.drift.added === "evolve";
}
