import type { Contract } from "../contract/Contract.ts";
import { sha256 } from "../sha256.ts";
import { sqlIdentifier } from "./sqlIdentifier.ts";
import { sqlLiteral } from "./sqlLiteral.ts";
import { warehouseNames } from "./warehouseNames.ts";

/** What the statements name that is known only when the stack is deployed. */
export interface LakeSource {
  /** Name of the region's Glue database. */
  readonly glueDatabase: string;
  readonly region: string;
  /** ARN of the IAM role by which the warehouse reads the lake and its catalog. */
  readonly lakeRoleArn: string;
}

/** One statement of the setup. */
export interface SetupStatement {
  /** Unique within the setup. A deployment runs a statement once under each name. */
  readonly name: string;
  readonly sql: (source: LakeSource) => string;
}

const { lake, marts, reader, refresher } = warehouseNames;
const roles = [reader, refresher];

/**
 * The SQL that makes a region's warehouse, in the order in which it is to run: the external schema over the Glue
 * database, the schema of the datasets' own tables, the two database roles with their grants, those tables, and the
 * grants on them. What may change from one deployment to the next, a dataset's tables and the grants on all of them,
 * carries a digest in its name, so that a changed statement runs again and an unchanged one does not.
 *
 * @see https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_EXTERNAL_SCHEMA.html
 * @see https://docs.aws.amazon.com/redshift/latest/dg/r_GRANT.html External tables take grants by their schema only.
 */
export function warehouseSetup(contracts: readonly Contract[]): SetupStatement[] {
  const tables = contracts.flatMap(createTables);
  return [
    { name: "lake-schema", sql: externalSchema },
    statement("marts-schema", `CREATE SCHEMA IF NOT EXISTS ${sqlIdentifier(marts)}`),
    ...roles.map((role) => statement(`${dashed(role)}-role`, `CREATE ROLE ${sqlIdentifier(role)}`)),
    ...roles.flatMap((role) => [lake, marts].map((schema) => usage(role, schema))),
    ...tables,
    ...(tables.length === 0 ? [] : grantsOn(tables)),
  ];
}

function externalSchema({ glueDatabase, region, lakeRoleArn }: LakeSource): string {
  return [
    `CREATE EXTERNAL SCHEMA IF NOT EXISTS ${sqlIdentifier(lake)}`,
    `FROM DATA CATALOG DATABASE ${sqlLiteral(glueDatabase)}`,
    `REGION ${sqlLiteral(region)}`,
    `IAM_ROLE ${sqlLiteral(lakeRoleArn)}`,
  ].join("\n");
}

function usage(role: string, schema: string): SetupStatement {
  const sql = `GRANT USAGE ON SCHEMA ${sqlIdentifier(schema)} TO ROLE ${sqlIdentifier(role)}`;
  return statement(`${dashed(role)}-uses-${schema}`, sql);
}

function createTables({ name, warehouse }: Contract): SetupStatement[] {
  return warehouse.create.map((sql) => statement(`create-${dashed(name)}-${digest(sql)}`, sql));
}

/** Such a grant covers the tables that there are when it runs: so its name changes with them, and it runs again. */
function grantsOn(tables: readonly SetupStatement[]): SetupStatement[] {
  const made = digest(tables.map(({ name }) => name).join(" "));
  return [grantTables("SELECT", reader, made), grantTables("SELECT, INSERT, UPDATE, DELETE", refresher, made)];
}

function grantTables(privileges: string, role: string, made: string): SetupStatement {
  const to = sqlIdentifier(role);
  const sql = `GRANT ${privileges} ON ALL TABLES IN SCHEMA ${sqlIdentifier(marts)} TO ROLE ${to}`;
  return statement(`${dashed(role)}-tables-${made}`, sql);
}

function statement(name: string, sql: string): SetupStatement {
  return { name, sql: () => sql };
}

function dashed(name: string): string {
  return name.replaceAll("_", "-");
}

function digest(text: string): string {
  return sha256(text).slice(0, 7);
}
