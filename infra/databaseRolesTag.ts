import type { DatabaseRole } from "../core/emit/warehouseNames.ts";

/**
 * The tag by which an IAM role's statements run with these database roles of a Redshift Serverless warehouse.
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/redshift-iam-access-federated-db-roles.html
 */
export function databaseRolesTag(roles: readonly DatabaseRole[]): Record<string, string> {
  return { RedshiftDbRoles: roles.join(":") };
}
