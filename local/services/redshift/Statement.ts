import type { RelationName, Tree } from "../lake/sqlTree.ts";

/** Kinds of statement that are read as a tree. */
export const treeKinds = {
  select: "query",
  union: "query",
  intersect: "query",
  except: "query",
  subquery: "query",
  values: "query",
  insert: "insert",
  update: "update",
  delete: "delete",
  merge: "merge",
  create_table: "create table",
  drop_table: "drop table",
  truncate: "truncate",
  create_view: "create view",
  drop_view: "drop view",
  create_schema: "create schema",
} as const;

export type TreeKind = (typeof treeKinds)[keyof typeof treeKinds];

/** What a role may be allowed on a relation. */
export const relationPrivileges = ["select", "insert", "update", "delete", "truncate"] as const;
/** What a role may be allowed on a schema. */
export const schemaPrivileges = ["usage", "create"] as const;
export type Privilege = (typeof relationPrivileges)[number] | (typeof schemaPrivileges)[number];

/** What a grant is about. */
export type GrantObject =
  | { readonly on: "schemas"; readonly schemas: readonly string[] }
  | { readonly on: "all tables"; readonly schemas: readonly string[] }
  | { readonly on: "relations"; readonly relations: readonly RelationName[] };

/** One statement, read. */
export type Statement =
  | { readonly kind: TreeKind; readonly tree: Tree; readonly sql: string }
  | {
      readonly kind: "create external schema";
      readonly schema: string;
      readonly glueDatabase: string;
      readonly ifNotExists: boolean;
      readonly region: string | undefined;
    }
  | { readonly kind: "create role" | "drop role"; readonly role: string }
  | { readonly kind: "grant role"; readonly revoke: boolean; readonly roles: readonly string[]; readonly to: string[] }
  | {
      readonly kind: "grant";
      readonly revoke: boolean;
      /** `all` stands for all that the object has. */
      readonly privileges: readonly Privilege[] | "all";
      readonly object: GrantObject;
      readonly roles: readonly string[];
    }
  | { readonly kind: "analyze" | "vacuum"; readonly relation: RelationName | undefined };
