import type { RelationKey } from "./Dictionary.ts";
import type { Session } from "./Session.ts";
import { SqlError } from "./SqlError.ts";
import { type GrantObject, type Privilege, relationPrivileges, type Statement, schemaPrivileges } from "./Statement.ts";

type Control = Exclude<Statement, { tree: unknown }>;
type Grant = Extract<Control, { kind: "grant" }>;

/** Runs what changes only what the warehouse knows of itself: external schemas, roles, grants. */
export function runControl(statement: Control, session: Session): void {
  const { dictionary, rights } = session;
  switch (statement.kind) {
    case "create external schema":
      createExternalSchema(statement, session);
      break;
    case "create role":
      rights.administer(`role ${statement.role}`);
      if (dictionary.hasRole(statement.role)) throw new SqlError(`role "${statement.role}" already exists`);
      dictionary.addRole(statement.role);
      break;
    case "drop role":
      rights.administer(`role ${statement.role}`);
      checkRoles(session, [statement.role]);
      dictionary.dropRole(statement.role);
      break;
    case "grant role":
      grantRoles(statement, session);
      break;
    case "grant":
      grant(statement, session);
      break;
    default:
      if (statement.relation !== undefined) rights.own(existing(session, session.locate(statement.relation)));
  }
}

function createExternalSchema(
  { schema, glueDatabase, ifNotExists, region }: Extract<Control, { kind: "create external schema" }>,
  session: Session,
): void {
  const { dictionary, rights } = session;
  rights.administer("database");
  if (region !== undefined && region !== session.region) {
    throw new SqlError(`the local warehouse reads the catalog of its own region, ${session.region}, not ${region}`);
  }
  if (dictionary.schema(schema) === undefined) {
    dictionary.putSchema(schema, { owner: rights.user, glueDatabase });
  } else if (!ifNotExists) {
    throw new SqlError(`schema "${schema}" already exists`);
  }
}

function grantRoles({ roles, to, revoke }: Extract<Control, { kind: "grant role" }>, session: Session): void {
  session.rights.administer(`role ${roles.join(", ")}`);
  checkRoles(session, [...roles, ...to]);
  for (const role of roles) {
    for (const other of to) {
      if (session.dictionary.rolesWithin([role]).includes(other)) {
        throw new SqlError(`role "${other}" has the role "${role}" already, or is it`);
      }
      session.dictionary.setMember(role, other, !revoke);
    }
  }
}

function grant({ privileges, object, roles, revoke }: Grant, session: Session): void {
  checkRoles(session, roles);
  const known: readonly Privilege[] = object.on === "schemas" ? schemaPrivileges : relationPrivileges;
  const given = privileges === "all" ? known : privileges;
  const alien = given.find((privilege) => !known.includes(privilege));
  if (alien !== undefined) {
    throw new SqlError(`invalid privilege type ${alien.toUpperCase()} for ${object.on}`);
  }
  for (const name of objects(object, session)) {
    for (const role of roles) {
      if (revoke) session.dictionary.revoke(role, name, given);
      else session.dictionary.grant(role, name, given);
    }
  }
}

/** The names under which grants are kept; "all tables" are those that there are now. @throws SqlError but for owners */
function objects(object: GrantObject, session: Session): string[] {
  if (object.on === "relations") {
    return object.relations.map((named) => {
      const relation = existing(session, session.locate(named));
      session.rights.own(relation);
      return `${relation.schema}.${relation.name}`;
    });
  }
  for (const schema of object.schemas) {
    session.rights.useSchema(schema);
    session.rights.ownSchema(schema);
  }
  if (object.on === "schemas") {
    return [...object.schemas];
  }
  return object.schemas.flatMap((schema) => session.dictionary.relations(schema).map((name) => `${schema}.${name}`));
}

function existing(session: Session, relation: RelationKey): RelationKey {
  session.rights.useSchema(relation.schema);
  if (session.glueDatabase(relation.schema) !== undefined) {
    throw new SqlError(`grants on the external schema "${relation.schema}" are of the schema, not of its tables`);
  }
  if (session.dictionary.relation(relation) === undefined) {
    throw new SqlError(`relation "${relation.schema}.${relation.name}" does not exist`);
  }
  return relation;
}

function checkRoles(session: Session, roles: readonly string[]): void {
  const missing = roles.find((role) => !session.dictionary.hasRole(role));
  if (missing !== undefined) {
    throw new SqlError(`role "${missing}" does not exist`);
  }
}
