import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { sqlLiteral } from "../../../../core/emit/sqlLiteral.ts";
import { openedWarehouse } from "./openedWarehouse.ts";

const opened = openedWarehouse();
const { run, value } = {
  run: opened.run.bind(opened),
  value: opened.value.bind(opened),
};

beforeAll(async () => {
  await run([
    "create schema marts",
    "create table marts.t (a int not null, b varchar(3), d date sortkey, n decimal(9,2))",
  ]);
});

describe("Redshift's SQL in a local warehouse", () => {
  it.each([
    ["1 / 2", "0"],
    ["-7 / 2", "-3"],
    ["nvl(null, 'x')", "x"],
    ["nvl2(1, 'y', 'n')", "y"],
    ["decode(2, 1, 'a', 2, 'b', 'c')", "b"],
    ["len('größe')", "5"],
    ["octet_length('größe')", "7"],
    ["charindex('b', 'abc')", "2"],
    ["split_part('a,b,c', ',', 2)", "b"],
    ["left('abc', 2) || right('abc', 1)", "abc"],
    ["regexp_replace('a1b2', '[0-9]', '')", "ab"],
    ["dateadd(month, 1, timestamp '2024-01-31 10:00:00')", "2024-02-29 10:00:00"],
    ["dateadd(day, -1 - 1, date '2024-03-01')", "2024-02-28 00:00:00"],
    ["datediff(day, date '2024-02-28', date '2024-03-01')", "2"],
    ["date_trunc('month', timestamp '2024-05-17 10:00:00')", "2024-05-01 00:00:00"],
    ["date_part(year, date '2024-05-17')", "2024"],
    ["extract(month from date '2024-05-17')", "5"],
    ["last_day(date '2024-02-01')", "2024-02-29"],
    ["to_date('2024-05-17', 'YYYY-MM-DD')", "2024-05-17"],
    ["convert_timezone('UTC', 'Europe/Brussels', timestamp '2024-07-01 10:00:00')", "2024-07-01 12:00:00"],
    ["'2.5'::decimal", "3"],
    ["'2.50'::decimal(9,2)", "2.50"],
    ["9223372036854775807", "9223372036854775807"],
    ["'0.1'::float", 0.1],
    ["'NaN'::float8", "NaN"],
    ["'7'::int8 + '1'::int2", "8"],
    ["json_extract_path_text('{\"a\": {\"b\": 1}}', 'a', 'b')", "1"],
    ["getdate() between dateadd(minute, -1, sysdate) and dateadd(minute, 1, sysdate)", true],
    ["current_user", "admin"],
    ["':no' || ' ''quoted'' -- text'", ":no 'quoted' -- text"],
  ])("gives %s as Redshift does", async (expression, expected) => {
    expect(await value(expression)).toBe(expected);
  });

  it("averages whole numbers to a whole number, over windows too", async () => {
    const { columns, records } = await run(
      "select avg(a), avg(a) over () w from (select 1 as a union all select 2) group by a",
    );
    expect(columns).toEqual(["avg int8", "w int8"]);
    expect(records).toEqual([
      ["1", "1"],
      ["2", "1"],
    ]);
    expect(await value("avg(a) from (select 1.5::float8 as a union all select 2)")).toBe(1.75);
  });

  it("puts nulls last in ascending and first in descending order", async () => {
    const from = "from (select 1 as a union all select null)";
    expect((await run(`select a ${from} order by a`)).records).toEqual([["1"], [null]]);
    expect((await run(`select a ${from} order by a desc`)).records).toEqual([[null], ["1"]]);
  });

  it("names columns as Redshift names them", async () => {
    const { columns } = await run("select count(*), 1 + 1, max(A)::bigint, lower('x'), A as B from marts.t group by a");
    expect(columns).toEqual(["count int8", "?column? int4", "max int8", "lower varchar", "b int4"]);
  });

  it("names ordered and approximate aggregates after their function", async () => {
    const { columns } = await run(
      "select percentile_cont(0.5) within group (order by a), approximate count(distinct a) from (select 1 as a) q",
    );
    expect(columns).toEqual(["percentile_cont float8", "count int8"]);
  });

  it("holds NOT NULL and the bytes of a varchar, and no keys", async () => {
    await run("create table marts.held (a int primary key, b varchar(3) not null)");
    await run("insert into marts.held values (1, 'äx'), (1, 'abc')");
    await expect(run("insert into marts.held values (2, 'äöx')")).rejects.toThrow(
      "value too long for type character varying(3)",
    );
    await expect(run("insert into marts.held values (2, null)")).rejects.toThrow(
      "Cannot insert a NULL value into column b",
    );
    expect(await value("count(*) from marts.held")).toBe("2");
  });

  it("inserts, updates, merges and deletes, and says how many rows", async () => {
    expect(await run("insert into marts.t (a, b) select 1, 'x' union all select 2, 'y'")).toMatchObject({ count: 2 });
    expect(await run("update marts.t set b = s.b from (select 2 as a, 'z' as b) s where s.a = t.a")).toMatchObject({
      count: 1,
    });
    const merge = `merge into marts.t using (select 2 as a, 'm' as b union all select 3, 'n') s on t.a = s.a
      when matched then update set b = s.b when not matched then insert (a, b) values (s.a, s.b)`;
    expect(await run(merge)).toMatchObject({ count: 2 });
    expect(await run("delete from marts.t using marts.t as o where o.a = t.a and o.b = 'm'")).toMatchObject({
      count: 1,
    });
    expect((await run("select a, b from marts.t order by a")).records).toEqual([
      ["1", "x"],
      ["3", "n"],
    ]);
    await run("truncate table marts.t");
    expect(await value("count(*) from marts.t")).toBe("0");
  });

  it("makes tables from queries, and finds unqualified names in public", async () => {
    await run("create table kept distkey(a) sortkey(a) as select 1 as a, count(*) from marts.t");
    expect((await run("select * from PUBLIC.Kept")).columns).toEqual(["a int4", "count int8"]);
    expect((await run("select public.kept.a from sluice.public.kept")).records).toEqual([["1"]]);
    await run("create table if not exists kept (b int)");
    await expect(run("create table kept (b int)")).rejects.toThrow('Relation "kept" already exists');
    await run("drop table kept");
    await run("drop table if exists kept");
    await expect(run("select * from kept")).rejects.toThrow('relation "public.kept" does not exist');
  });

  it("keeps views as queries, with names for their columns", async () => {
    await run("create view marts.v (x, y) as select a, b from marts.t");
    await run("create view marts.w as select x from marts.v with no schema binding");
    await run("insert into marts.t (a, b) values (7, 'v')");
    expect((await run("select v.y, w.x from marts.v join marts.w on v.x = w.x")).records).toEqual([["v", "7"]]);
    await expect(run("insert into marts.v values (1)")).rejects.toThrow('"v" is a view');
    await run(["drop view marts.w", "drop view marts.v", "truncate marts.t"]);
  });

  it("takes queries named by WITH for what they are, and the table behind the same name elsewhere", async () => {
    await run("insert into marts.t (a) values (5)");
    expect(
      (await run("with t as (select 1 as a) select * from t union all select a from marts.t order by 1")).records,
    ).toEqual([["1"], ["5"]]);
    await expect(run("select * from (with q as (select 1) select * from q) x, q")).rejects.toThrow("public.q");
    await run("truncate marts.t");
  });

  it("takes several statements together or not at all", async () => {
    await expect(
      run(["create table marts.half (a int)", "insert into marts.half values (null), ('x')"]),
    ).rejects.toThrow();
    await expect(run("select * from marts.half")).rejects.toThrow("does not exist");
    await run(["create table marts.two (a int)", "insert into marts.two values (1)"]);
    expect(await value("a from marts.two")).toBe("1");
  });

  it("stops wherever its signal comes: before a statement, as it begins, and while it runs", async () => {
    const numbers = [..."0123456789"].map((digit) => `select ${digit} as a`).join(" union all ");
    const crossed = [..."abcdefghijklmnop"].map((name) => `(${numbers}) ${name}`).join(", ");
    const endless = `select count(*) as n from ${crossed}`;
    const work = { principal: { user: "admin", isAdmin: true, roles: [] }, parameters: {}, sink: () => nothing };
    const nothing = { columns: () => undefined, rows: async () => undefined };
    for (const sqls of [[endless], ["create table marts.stopped (a int)", `insert into marts.stopped ${endless}`]]) {
      const last = sqls.length - 1;
      await expect(opened.warehouse.run({ ...work, sqls, signal: AbortSignal.abort() })).rejects.toThrow();
      for (const milliseconds of [0, 1, 3, 10, 100]) {
        const stop = new AbortController();
        const started = (index: number) => {
          if (index === last && milliseconds === 0) stop.abort();
          if (index === last) setTimeout(() => stop.abort(), milliseconds);
        };
        await expect(opened.warehouse.run({ ...work, sqls, started, signal: stop.signal })).rejects.toThrow(/./);
      }
    }
    await expect(run("select a from marts.stopped")).rejects.toThrow("does not exist");
  });

  it.each([
    ["copy marts.t to '/tmp/x'", /does not run "COPY MARTS"; it runs SELECT, INSERT/],
    ["attach 'x' as y", /does not run "ATTACH/],
    ["install httpfs", /does not run "INSTALL HTTPFS"/],
    ["pragma database_list", /does not run/],
    ["set memory_limit = '1GB'", /does not run/],
    ["call pragma_version()", /does not run/],
    ["alter table marts.t add column x int", /does not run "ALTER TABLE"/],
    ["select * from read_csv('/etc/passwd')", /not "read_csv"/],
    ["select * from read_text('/etc/passwd') t", /not "read_text"/],
    ["select * from marts.t, glob('*')", /not "glob"/],
    ["select * from marts.t join duckdb_settings() s on true", /not "duckdb_settings"/],
    ["select (select max(x) from query('select 1 as x'))", /not "query"/],
    ["select * from '/etc/passwd'", /relation "public.\/etc\/passwd" does not exist/],
    ['select * from "data.parquet"', /does not exist/],
    ["select * from information_schema.tables", /schema "information_schema" does not exist/],
    ["select * from main.t", /schema "main" does not exist/],
    ["select * from temp.main.t", /database "temp" does not exist/],
    ["select getenv('HOME')", /does not have the function "getenv"/],
    ["select current_setting('home_directory')", /does not have the function "current_setting"/],
    ["select a into marts.z from marts.t", /SELECT INTO/],
    ["select 1; select 2", /multiple commands/],
    ["", /is empty/],
    ["select 'x", /syntax error/],
    ["select '{}'::super", /does not have the type "super"/],
    ["create table marts.x (a int identity(1, 1))", /no IDENTITY/],
    ["select ?", /parameters are named/],
    ["select $1", /parameters are named/],
    ["insert into marts.t values (1) on conflict do nothing", /ON CONFLICT/],
    ["select * from other.marts.t.x", /./],
  ])("refuses %s", async (sql, why) => {
    await expect(run(sql)).rejects.toThrow(why);
    await expect(run(sql)).rejects.toMatchObject({ name: "SqlError" });
  });

  it("comes back with what took effect, and without what a killed host had half done", async () => {
    await run([
      "create table marts.whole (a int)",
      "create table marts.half_made (a int)",
      "insert into marts.whole values (1)",
    ]);
    await opened.warehouse.close();
    const file = join(opened.folder, "warehouse", "dictionary.json");
    const dictionary = JSON.parse(readFileSync(file, "utf8"));
    delete dictionary.relations.marts.half_made;
    dictionary.relations.marts.never_made = { owner: "admin" };
    writeFileSync(file, JSON.stringify(dictionary));
    await opened.open();
    expect(await value("a from marts.whole")).toBe("1");
    await expect(run("select * from marts.never_made")).rejects.toThrow('relation "marts.never_made" does not exist');
    await run("create table marts.half_made (b int)");
  });

  it("binds every text as it is, and runs none", async () => {
    await run("create table marts.texts (v varchar(65535))");
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, unit: "grapheme" }), async (text) => {
        await run("delete from marts.texts");
        await run("insert into marts.texts values (:v)", { v: text });
        expect((await run("select v from marts.texts where v = :v and ':v' <> v", { v: text })).records).toEqual(
          text === ":v" ? [] : [[text]],
        );
      }),
      { numRuns: 10, examples: [["' OR 1=1 --"], ["'; drop table marts.texts; --"], ["$v"], [":v"]] },
    );
  });

  it("takes the text of a literal as it is, in views too", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom("'", '"', "\\", "$", ":", "a", "-", "/", "*", ";", "é", "\n", " ") }),
        async (text) => {
          await run(`create or replace view marts.literal as select ${sqlLiteral(text)} as v`);
          expect((await run(`select v, ${sqlLiteral(text)} from marts.literal`)).records).toEqual([[text, text]]);
        },
      ),
      { numRuns: 40, examples: [["it's"], ["\\'"], ["$$"], ["--'"]] },
    );
  });

  it("runs or refuses every text, and never breaks", async () => {
    const words = fc.constantFrom(
      "select",
      "from",
      "marts.t",
      "*",
      "(",
      ")",
      ",",
      "'",
      '"',
      ":a",
      "::",
      "with",
      "a",
      "1",
      ";",
      "where",
      "delete",
      "using",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 8 }), async (text) => {
        const outcome = await run(text.join(" ")).catch((error: Error) => error);
        expect(outcome instanceof Error ? outcome.name : "run").toMatch(/^(run|SqlError)$/);
      }),
      { numRuns: 100 },
    );
  });
});
