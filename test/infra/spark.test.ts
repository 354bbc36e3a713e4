import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../infra/projectRoot.ts";
import { sparkSources } from "../../infra/sparkSources.ts";
import { archiveFiles } from "../../local/program/archiveFiles.ts";
import type { Graph } from "../../local/program/Graph.ts";
import { loadProgram } from "../../local/program/loadProgram.ts";
import { ofKind, only, statementsOf } from "../stacks/resources.ts";

const entry = fileURLToPath(new URL("./spark.ts", import.meta.url));
let graph: Graph;
let folder: string;

beforeAll(async () => {
  graph = await loadProgram({ entry, project: "p", stack: "s", config: { "aws:region": "sa-east-1" } });
  folder = await mkdtemp(join(tmpdir(), "sluice-sources-"));
});
afterAll(() => rm(folder, { recursive: true }));

const inputsOf = (kind: string, name: string) => only(graph, kind, name).inputs;
const argumentsOf = (name: string) => inputsOf("Job", name).defaultArguments as Record<string, string>;
const code = () => only(graph, "Bucket", "code");
const lake = () => only(graph, "Bucket", "lake");

describe("a Spark job", () => {
  it("runs on Glue 5.1 for two hours at most, four runs at once, further ones waiting, none tried again", () => {
    expect(inputsOf("Job", "bare")).toMatchObject({
      region: "eu-north-1",
      glueVersion: "5.1",
      command: { name: "glueetl", pythonVersion: "3" },
      ...{ workerType: "G.1X", numberOfWorkers: 2, timeout: 120, maxRetries: 0 },
      ...{ jobRunQueuingEnabled: true, executionProperty: { maxConcurrentRuns: 4 } },
      roleArn: only(graph, "Role", "bare").outputs.arn,
    });
    expect(inputsOf("Job", "full")).toMatchObject({ timeout: 7, executionProperty: { maxConcurrentRuns: 1 } });
  });

  it("tells Spark the region of each bucket, as S3A is asked to in one argument", () => {
    const region = (bucket: unknown) => `spark.hadoop.fs.s3a.bucket.${bucket}.endpoint.region`;
    expect(argumentsOf("bare")["--conf"]).toBe(
      `${region(lake().id)}=eu-north-1 --conf ${region("elsewhere")}=sa-east-1`,
    );
  });

  it("is given what its stack gives, beside its code and where to log", () => {
    expect(argumentsOf("bare")).toMatchObject({
      "--targets": "[]",
      "--code": graph.outputs.hash,
      "--custom-logGroup-prefix": "/aws-glue/jobs/p-s-bare",
      "--enable-metrics": "true",
    });
  });

  it("logs to two groups of its own, which keep it for 30 days", () => {
    const groups = ofKind(graph, "LogGroup").filter(({ name }) => name.startsWith("bare-"));
    expect(groups.map(({ inputs }) => inputs)).toEqual(
      ["output", "error"].map((kind) => ({
        region: "eu-north-1",
        name: `${argumentsOf("bare")["--custom-logGroup-prefix"]}/${kind}`,
        retentionInDays: 30,
      })),
    );
    expect(graph.outputs.logGroup).toBe("/aws-glue/jobs/p-s-bare/output");
  });

  it("may read its code, write its log and Glue's metrics, do what it is permitted, and nothing else", () => {
    const { Statement } = JSON.parse(String(inputsOf("Role", "bare").assumeRolePolicy));
    expect(Statement).toEqual([
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "glue.amazonaws.com" } },
    ]);
    const logs = ["output", "error"].map((kind) => only(graph, "LogGroup", `bare-${kind}`).outputs.arn);
    const allow = (Action: string[], Resource: string[]) => ({ Effect: "Allow", Action, Resource });
    expect(statementsOf(inputsOf("RolePolicy", "bare").policy)).toEqual([
      allow(["s3:ListBucket"], [`${code().outputs.arn}`]),
      allow(["s3:GetObject"], [`${code().outputs.arn}/*`]),
      allow(
        ["logs:CreateLogStream", "logs:PutLogEvents"],
        logs.map((arn) => `${arn}:*`),
      ),
      {
        ...allow(["cloudwatch:PutMetricData"], ["*"]),
        Condition: { StringEquals: { "cloudwatch:namespace": "Glue" } },
      },
      allow(["s3:GetObject"], [`${lake().outputs.arn}/in/*`]),
    ]);
  });

  it("is changed by its program as other components are", () => {
    expect(inputsOf("Job", "full")).toMatchObject({ executionClass: "FLEX", glueVersion: "5.1" });
    expect(inputsOf("Role", "full").tags).toEqual({ team: "roads" });
    for (const kind of ["output", "error"]) {
      expect(inputsOf("LogGroup", `full-${kind}`)).toMatchObject({ retentionInDays: 3 });
    }
  });
});

describe("a Spark job's code", () => {
  it("lies under keys that carry its hash", () => {
    const folderOf = `code/${String(graph.outputs.hash).slice(0, 16)}`;
    expect(inputsOf("BucketObjectv2", "code-script").key).toBe(`${folderOf}/csv_to_parquet.py`);
    expect(inputsOf("BucketObjectv2", "code-modules").key).toBe(`${folderOf}/modules.zip`);
    const { command } = inputsOf("Job", "bare") as { command: { scriptLocation: string } };
    expect(command.scriptLocation).toBe(`s3://${code().id}/${folderOf}/csv_to_parquet.py`);
    expect(argumentsOf("bare")["--extra-py-files"]).toBe(`s3://${code().id}/${folderOf}/modules.zip`);
  });

  it("holds all that the script imports, Python's own files alone", async () => {
    const files = await archiveFiles(inputsOf("BucketObjectv2", "code-modules").source, "modules");
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["sluice_spark/__init__.py", "transforms/__init__.py"]));
    expect(paths.filter((path) => !/^(sluice_spark|transforms)\/[\w/]+\.py$/.test(path))).toEqual([]);
  });

  it("has the plan of each dataset under the name and the hash of its contract", () => {
    const { key, content } = inputsOf("BucketObjectv2", "code-plan-signs");
    expect(`s3://${code().id}/${key}`).toBe(`${graph.outputs.plans}signs-${graph.outputs.signsHash}.json`);
    const plan = JSON.parse(String(content));
    expect(plan).toMatchObject({ version: 1, dataset: "signs", contract: graph.outputs.signsHash });
  });

  it("has one hash wherever it lies, whatever tools leave beside it, and another once a line changes", async () => {
    const own = sparkSources("csv_to_parquet.py");
    const copied = join(folder, "copied");
    await cp(`${projectRoot}jobs/spark`, copied, { recursive: true });
    await mkdir(join(copied, "sluice_spark/__pycache__"), { recursive: true });
    await writeFile(join(copied, "sluice_spark/__pycache__/plan.cpython-311.pyc"), "x");
    expect(sparkSources("csv_to_parquet.py", copied).hash).toBe(own.hash);
    await writeFile(join(copied, "transforms/anew.py"), "def transform(df):\n    return df\n");
    const changed = sparkSources("csv_to_parquet.py", copied);
    expect(changed.hash).not.toBe(own.hash);
    expect(changed.transforms.has("anew")).toBe(true);
    expect(changed.transforms.has("__init__")).toBe(false);
  });
});
