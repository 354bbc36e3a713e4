import type * as pulumi from "@pulumi/pulumi";

/** The ARNs of a catalog's other parts, from that of one of its databases: Glue asks for all of them in a policy. */
export function glueArns(databaseArn: pulumi.Output<string>) {
  return {
    /** The catalog that the database is in. */
    catalog: databaseArn.apply((arn) => arn.replace(/:database\/.*$/, ":catalog")),
    /** A table of the database; `*` is every table. */
    table: (name: string) => databaseArn.apply((arn) => `${arn.replace(":database/", ":table/")}/${name}`),
  };
}
