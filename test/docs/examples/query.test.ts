import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import Papa from "papaparse";
import { beforeAll, describe, expect, it } from "vitest";
import { readings } from "../../../datasets/readings.ts";
import { projectFolder } from "../../../local/cli/folders.ts";
import { hostEnvironment } from "../../../local/cli/hostEnvironment.ts";
import { outputOf } from "../../../local/cli/query/Output.ts";
import { parseParameters } from "../../../local/cli/query/parseParameters.ts";
import { runQuery } from "../../../local/cli/query/runQuery.ts";
import { servedPipeline } from "../../local/cli/servedPipeline.ts";
import { pythonEnvironment } from "./pythonEnvironment.ts";

const served = servedPipeline();
const example = join(projectFolder, "docs/examples/query.py");
let python: string;

beforeAll(async () => {
  python = await pythonEnvironment(join(projectFolder, "docs/examples/requirements.txt"));
  const landed = await served.land(
    readings,
    "readings.csv",
    readFileSync("datasets/samples/readings-dirty.csv", "utf8"),
  );
  expect(landed.status).toBe("SUCCEEDED");
}, 300_000);

interface Frame {
  readonly names: string[];
  readonly dtypes: string[];
  readonly rows: (string | null)[][];
  readonly failed?: string;
}

interface Asked {
  readonly statements: readonly { readonly sql: string; readonly parameters?: Record<string, string> }[];
  readonly role?: string;
}

/** Environment of a Python that reaches the host, and nothing of this process's AWS settings. */
function environment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
  return { ...Object.fromEntries(own), ...hostEnvironment(served.target), ...more };
}

/** What query.py's functions give. */
async function dump(asked: Asked, more: Record<string, string> = {}): Promise<Frame[]> {
  const env = environment(more);
  const child = spawn(python, [join(import.meta.dirname, "dump.py")], { env, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(JSON.stringify({ ...asked, workgroup: env.SLUICE_WORKGROUP }));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(err).toBe("");
  return JSON.parse(out);
}

/** What the verb `query` gives: rows of texts, null where there is no value. */
async function asked(sql: string, ...parameters: string[]): Promise<(string | null)[][]> {
  const file = join(served.stateDir, "asked.csv");
  const query = { sql, parameters: parseParameters(parameters), output: outputOf("csv", file) };
  await runQuery(served.target, query, new AbortController().signal);
  const [, ...rows] = Papa.parse<string[]>(readFileSync(file, "utf8"), { skipEmptyLines: true }).data;
  return rows.map((row) => row.map((cell) => (cell === "" ? null : cell)));
}

/** Spellings that pandas and Redshift do not share. */
function alike(rows: (string | null)[][], dtypes: string[]): (string | null)[][] {
  const spelt = (cell: string, dtype = "") => {
    if (dtype === "boolean") return cell.toLowerCase();
    if (dtype.startsWith("Float")) return String(Number(cell));
    return dtype.startsWith("datetime64[us") ? cell.replace(/\.?0+(?=\+|$)/, "").replace("+00:00", "+00") : cell;
  };
  return rows.map((row) => row.map((cell, at) => (cell === null || cell === "" ? null : spelt(cell, dtypes[at]))));
}

describe("docs/examples/query.py against a local host", () => {
  const columns = readings.columns.map(({ name }) => name).join(", ");
  const all = `SELECT ${columns}, _source FROM lake.readings ORDER BY sensor_id, taken_at, note`;

  it("gives the rows that the verb query gives, each column with the dtype that holds its type exactly", async () => {
    const [frame] = await dump({ statements: [{ sql: all }] });
    expect(Object.fromEntries(readings.columns.map(({ name }, at) => [name, frame?.dtypes[at]]))).toEqual({
      sensor_id: "string",
      taken_at: "datetime64[us]",
      installed: "datetime64[s]",
      lane: "Int16",
      vehicles: "Int32",
      odometer: "Int64",
      speed: "Float32",
      occupancy: "Float64",
      toll: "object",
      axle_load: "object",
      raining: "boolean",
      direction: "string",
      note: "string",
    });
    const dtypes = frame?.dtypes ?? [];
    expect(frame?.rows).toHaveLength(26);
    expect(alike(frame?.rows ?? [], dtypes)).toEqual(alike(await asked(all), dtypes));
  });

  it("hands over values as named parameters, of which none becomes SQL, and tells of a failed statement", async () => {
    const one = "SELECT sensor_id, lane FROM lake.readings WHERE sensor_id = :id AND lane >= :lane ORDER BY 1, 2";
    const [found, injected, failed, nothing] = await dump({
      statements: [
        { sql: one, parameters: { id: "BXL-002", lane: "2" } },
        { sql: one, parameters: { id: "' OR 1=1 --", lane: "1" } },
        { sql: "SELECT nothing FROM lake.readings" },
        { sql: "SELECT sensor_id AS a, lane AS a, NULL::bigint AS n FROM lake.readings WHERE 1 = 0" },
      ],
    });
    expect(found?.rows.length).toBeGreaterThan(0);
    expect(found?.rows).toEqual(await asked(one, "id=BXL-002", "lane=2"));
    expect(injected).toMatchObject({ names: ["sensor_id", "lane"], dtypes: ["string", "Int16"], rows: [] });
    expect(failed?.failed).toContain("nothing");
    expect(nothing).toMatchObject({ names: ["a", "a", "n"], dtypes: ["string", "Int16", "Int64"], rows: [] });
  });

  it("keeps integers of 64 bits, decimals of 38 digits, old dates, NaN beside null", async () => {
    const values = [
      "SELECT 9223372036854775807::bigint AS a, 12345678901234567890123456789012345.678::decimal(38,3) AS b,",
      "'0001-01-01'::date AS c, 'NaN'::double precision AS d, '1500-01-01 00:00:00.000001'::timestamp AS e, true AS f",
      "UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL ORDER BY 1",
    ];
    const [frame] = await dump({ statements: [{ sql: values.join(" ") }] });
    expect(frame?.dtypes).toEqual(["Int64", "object", "datetime64[s]", "Float64", "datetime64[us]", "boolean"]);
    expect(frame?.rows).toEqual([
      [
        "9223372036854775807",
        "12345678901234567890123456789012345.678",
        "0001-01-01",
        "nan",
        "1500-01-01 00:00:00.000001",
        "True",
      ],
      [null, null, null, null, null, null],
    ]);
  });

  it("reads every page of a result", async () => {
    const calls = () =>
      readFileSync(join(served.stateDir, "calls.jsonl"), "utf8").split('"redshift-data:GetStatementResult"').length;
    const sql = "SELECT a.note AS a, b.note AS b, c.note AS c FROM lake.readings a, lake.readings b, lake.readings c";
    const before = calls();
    const [frame] = await dump({ statements: [{ sql }] });
    expect(frame?.rows).toHaveLength(26 ** 3);
    expect(calls() - before).toBeGreaterThan(1);
  });

  it("runs as it stands: prints the first rows with their types, and writes CSV", async () => {
    const sql = "SELECT sensor_id, toll FROM lake.readings WHERE lane = :lane ORDER BY 1, 2";
    const csv = join(served.stateDir, "rows.csv");
    const run = (...args: string[]) =>
      promisify(execFile)(python, [example, sql, "--param", "lane=2", ...args], { env: environment() });
    const { stdout } = await run();
    expect(stdout).toMatch(/sensor_id +string\ntoll +object/);
    for (const [id] of await asked(sql, "lane=2")) expect(stdout).toContain(id);
    await run("--csv", csv);
    const [, ...rows] = Papa.parse<string[]>(readFileSync(csv, "utf8"), { skipEmptyLines: true }).data;
    expect(rows).toEqual(await asked(sql, "lane=2"));
  });
});

describe("docs/examples/query.py with a role", () => {
  const statements = [{ sql: "SELECT current_user AS me, count(*) AS n FROM lake.readings" }];

  it("asks with the credentials of the role that it assumes", async () => {
    const warehouse = served.graph.outputs.warehouses as Record<string, { readerRole: string }>;
    const role = warehouse["eu-west-1"]?.readerRole ?? "";
    const [frame] = await dump({ role, statements });
    expect(frame?.rows).toEqual([[`IAMR:${role.split("/").at(-1)}`, "26"]]);
  });

  it("is refused a role that people may not assume", async () => {
    const [job] = served.graph.ofType("aws:glue/job:Job");
    const role = String(job?.inputs.roleArn);
    const run = promisify(execFile)(python, [example, "SELECT 1", "--role", role], { env: environment() });
    await expect(run).rejects.toThrow(`not authorized to perform: sts:AssumeRole on resource: ${role}`);
  });
});
