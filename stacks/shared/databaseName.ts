import * as pulumi from "@pulumi/pulumi";

/** The name of the stack's Glue database in each region: lower case, digits and underscores. */
export function databaseName(): string {
  return `${pulumi.getProject()}_${pulumi.getStack()}`.toLowerCase().replaceAll(/[^a-z0-9_]/g, "_");
}
