import { beforeAll, describe, expect, it } from "vitest";
import { openedWarehouse } from "./openedWarehouse.ts";

const opened = openedWarehouse();
const admin = (...sqls: string[]) => opened.run(sqls);
const as = (roles: string[], sql: string) => opened.run(sql, {}, roles);

beforeAll(async () => {
  await admin("create schema marts", "create table marts.t (a int)", "insert into marts.t values (1)");
  await admin("create role reader", "create role writer", "create role empty");
  await admin("grant usage on schema marts to role reader, role writer");
  await admin("grant select on all tables in schema marts to role reader");
  await admin("grant insert, update on marts.t to role writer");
});

describe("grants of a local warehouse", () => {
  it("lets nobody name what is in a schema without USAGE on it", async () => {
    await expect(as(["empty"], "select * from marts.t")).rejects.toThrow("permission denied for schema marts");
    await expect(as([], "select * from marts.nothing")).rejects.toThrow("permission denied for schema marts");
  });

  it("holds each privilege apart", async () => {
    expect((await as(["reader"], "select * from marts.t")).records).toEqual([["1"]]);
    expect(await as(["writer"], "insert into marts.t values (2)")).toMatchObject({ count: 1 });
    for (const [roles, sql] of [
      [["writer"], "select * from marts.t"],
      [["writer"], "insert into marts.t select a from marts.t"],
      [["writer"], "update marts.t set a = 1 where a = 2"],
      [["writer"], "delete from marts.t"],
      [["reader"], "insert into marts.t values (1)"],
      [["reader"], "truncate marts.t"],
    ] as const) {
      await expect(as([...roles], sql)).rejects.toThrow("permission denied for relation t");
    }
    expect(await as(["writer", "reader"], "update marts.t set a = 3 where a = 2")).toMatchObject({ count: 1 });
  });

  it("gives a table that is made later to nobody but its owner, until it is granted", async () => {
    await admin("create table marts.later (a int)");
    await expect(as(["reader"], "select * from marts.later")).rejects.toThrow("permission denied for relation later");
    await admin("grant select on all tables in schema marts to role reader");
    expect((await as(["reader"], "select * from marts.later")).records).toEqual([]);
    await admin("revoke all on marts.later from role reader");
    await expect(as(["reader"], "select * from marts.later")).rejects.toThrow("permission denied for relation later");
  });

  it("forgets the grants on a table that is dropped", async () => {
    await admin("create table marts.gone (a int)", "grant select on marts.gone to role reader");
    await admin("drop table marts.gone", "create table marts.gone (a int)");
    await expect(as(["reader"], "select * from marts.gone")).rejects.toThrow("permission denied for relation gone");
  });

  it("passes on what a role has by another", async () => {
    await expect(as(["empty"], "select * from marts.t")).rejects.toThrow("permission denied");
    await admin("grant role reader to role empty");
    expect((await as(["empty"], "select count(*) from marts.t")).records).toHaveLength(1);
    await expect(admin("grant role empty to role reader")).rejects.toThrow("has the role");
    await admin("revoke role reader from role empty");
    await expect(as(["empty"], "select * from marts.t")).rejects.toThrow("permission denied");
  });

  it("lets everyone make tables in public, and do everything with his own", async () => {
    await as([], "create table mine (a int)");
    expect(await as([], "insert into mine values (1)")).toMatchObject({ count: 1 });
    await expect(as([], "create table marts.mine (a int)")).rejects.toThrow("permission denied for schema marts");
    await as([], "drop table public.mine");
    await admin("create table public.his (a int)");
    await expect(as([], "drop table his")).rejects.toThrow("must be owner of relation his");
    await expect(as([], "select * from his")).rejects.toThrow("permission denied for relation his");
  });

  it("reads a view with the rights of its owner", async () => {
    await admin("create view marts.shown as select a from marts.later", "grant select on marts.shown to role reader");
    expect((await as(["reader"], "select * from marts.shown")).records).toEqual([]);
    await admin("grant create on schema marts to role writer");
    await as(["writer"], "create view marts.sly as select * from marts.later with no schema binding");
    await admin("grant select on marts.sly to role reader");
    await expect(as(["reader"], "select * from marts.sly")).rejects.toThrow("permission denied for relation later");
  });

  it("leaves schemas, roles and grants to the administrator", async () => {
    for (const sql of [
      "create schema other",
      "create external schema other from data catalog database 'db' iam_role 'role'",
      "create role other",
      "drop role reader",
      "grant role reader to role writer",
      "grant select on marts.t to role writer",
      "grant usage on schema marts to role empty",
      "analyze marts.t",
    ]) {
      await expect(as(["writer"], sql)).rejects.toThrow(/permission denied|must be owner/);
    }
  });

  it("refuses roles, tables and privileges that there are not", async () => {
    await expect(admin("grant usage on schema marts to role nobody")).rejects.toThrow('role "nobody" does not exist');
    await expect(admin("grant select on marts.nothing to role reader")).rejects.toThrow(
      '"marts.nothing" does not exist',
    );
    await expect(admin("grant select on schema marts to role reader")).rejects.toThrow("invalid privilege type SELECT");
    await expect(admin("grant usage on marts.t to role reader")).rejects.toThrow("invalid privilege type USAGE");
    await expect(admin("create role reader")).rejects.toThrow('role "reader" already exists');
    await expect(admin("grant select (a) on marts.t to role reader")).rejects.toThrow("syntax error");
    await expect(admin("grant select on marts.t to reader")).rejects.toThrow('syntax error at or near "reader"');
    expect((await as(["unknown"], "select 1")).records).toEqual([["1"]]);
  });
});
