import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Content, layout } from "../core/commit/layout.ts";
import type { Contract } from "../core/contract/Contract.ts";
import { glueTable } from "../core/emit/glueTable.ts";

export interface CatalogArgs {
  readonly region: string;
  /** Name of the database; lower case, letters, digits and underscores. */
  readonly database: string;
  /** The datasets that get a table of rows and one of rejects each. */
  readonly contracts: readonly Contract[];
  /** The lake bucket of the region. */
  readonly bucket: pulumi.Input<string>;
}

/** A region's Glue database, and the two tables of each dataset, both derived from its contract. */
export class Catalog extends pulumi.ComponentResource {
  readonly database: pulumi.Output<string>;
  /** What a policy must name to let a role register partitions: tables of rejects have none. */
  readonly partitionedArns: pulumi.Output<string>[];

  constructor(name: string, args: CatalogArgs, options?: pulumi.ComponentResourceOptions) {
    super("sluice:infra:Catalog", name, {}, options);
    const { region, contracts, bucket } = args;
    const parent = { parent: this };
    const database = new aws.glue.CatalogDatabase(name, { region, name: args.database }, parent);
    const tables = (content: Content) =>
      contracts.map((contract) => this.table(name, region, database.name, bucket, contract, content));
    const rows = tables("rows");
    tables("rejects");
    const catalogArn = database.arn.apply((arn) => arn.replace(/:database\/.*$/, ":catalog"));
    this.database = database.name;
    this.partitionedArns = [catalogArn, database.arn, ...rows.map((table) => table.arn)];
    this.registerOutputs({ database: this.database });
  }

  private table(
    name: string,
    region: string,
    databaseName: pulumi.Input<string>,
    bucket: pulumi.Input<string>,
    contract: Contract,
    content: Content,
  ): aws.glue.CatalogTable {
    const table = glueTable(contract, content);
    const location = pulumi.interpolate`s3://${bucket}/${layout.table(content, contract.name)}`;
    return new aws.glue.CatalogTable(
      `${name}-${table.name}`,
      {
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
      },
      { parent: this },
    );
  }
}
