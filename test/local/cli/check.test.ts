import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Check } from "../../../local/cli/checks/Check.ts";
import { check } from "../../../local/cli/commands/check.ts";
import { capturedOutput } from "./capturedOutput.ts";
import { makeProject } from "./makeProject.ts";

const output = capturedOutput();

const goodDataset = `
import { csv } from "@core/contract/csv.ts";
import { dataset } from "@core/contract/dataset.ts";
import { t } from "@core/contract/t.ts";
export const good = dataset("good", { source: csv(), columns: { a: t.int() } });
`;
const registry = `
import { good } from "./good.ts";
export const registry = new Map([[good.name, good]]);
`;
const goodFlow = `
import { flow } from "@core/flow/flow.ts";
export const mainFlow = flow("main", (f) => f.succeed("Done"));
`;
/** A program whose machine and bundle its configuration chooses. */
const program = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
const config = new pulumi.Config("sluice");
const region = new pulumi.Config("aws").require("region");
new aws.sfn.StateMachine("a-machine", { region, roleArn: "arn:aws:iam::000000000000:role/a", definition: config.require("definition") });
new aws.lambda.Function("a-function", {
  region,
  role: "arn:aws:iam::000000000000:role/a",
  runtime: aws.lambda.Runtime.NodeJS24dX,
  handler: "index.handler",
  code: new pulumi.asset.AssetArchive({
    "index.mjs": new pulumi.asset.StringAsset("export const handler = () => {};"),
    ...(config.get("payload") ? { payload: new pulumi.asset.FileAsset(config.require("payload")) } : {}),
  }),
});
`;
const definition = (state: object) =>
  JSON.stringify({ QueryLanguage: "JSONata", StartAt: "Done", States: { Done: state } });
const stack = (config: Readonly<Record<string, string>>) => JSON.stringify({ config });
const goodStack = stack({ "aws:region": "eu-west-1", "sluice:definition": definition({ Type: "Succeed" }) });

const good = {
  "datasets/good.ts": goodDataset,
  "datasets/registry.ts": registry,
  "stacks/main/flow.ts": goodFlow,
  "stacks/index.ts": program,
  "Pulumi.yaml": JSON.stringify({ name: "small", main: "stacks/index.ts" }),
  "Pulumi.good.yaml": goodStack,
};

async function checked(folder: string): Promise<Check[]> {
  await check({ json: true }, folder);
  const { passed, checks } = JSON.parse(output.text);
  expect(passed).toBe(checks.every(({ problems }: Check) => problems.length === 0));
  expect(process.exitCode).toBe(passed ? undefined : 1);
  return checks;
}

const problemsOf = (checks: readonly Check[]) => checks.flatMap(({ problems }) => problems);

describe("sluice check", () => {
  it("passes this project", async () => {
    await check({});
    expect(output.text).toContain("\nAll is well.\n");
    expect(process.exitCode).toBeUndefined();
    expect(output.text).toMatch(/^✔ contracts: .*readings/m);
    expect(output.text).toMatch(/^✔ stack dev: \d+ resources in eu-west-1, us-east-1$/m);
    expect(output.text).toMatch(/^✔ bundles of dev: \d+; the largest is .* of 50\.0 MiB zipped, /m);
  });

  it("passes a sound project, and tells what it looked at", async () => {
    using project = makeProject(good);
    expect((await checked(project.folder)).map(({ subject, looked }) => [subject, looked])).toEqual([
      ["contracts", "good"],
      ["flows", "stacks/main/flow.ts"],
      ["stack good", "2 resources in eu-west-1"],
      ["machines of good", expect.stringMatching(/^a-machine/)],
      ["bundles of good", expect.stringMatching(/^1; the largest is a-function.*: \d+ B of 50\.0 MiB zipped, 32 B of/)],
    ]);
  });

  it("lists all that is wrong at once, each line naming the thing", async () => {
    using project = makeProject({
      ...good,
      "datasets/broken.ts": goodDataset.replace('dataset("good"', 'dataset("Broken!"'),
      "datasets/forgotten.ts": goodDataset.replace('dataset("good"', 'dataset("forgotten"'),
      "datasets/hollow.ts": 'export const hollow = { name: "hollow", columns: [{}], partitions: [], hash: "" };',
      "datasets/registry.ts": registry.replace("good.name, good", '"better", good'),
      "stacks/other/otherFlow.ts": goodFlow.replace('f.succeed("Done")', 'f.wait("Rest", 5)'),
      payload: "",
      "Pulumi.unreadable.yaml": "config: [",
      "Pulumi.refused.yaml": stack({ "aws:region": "eu-west-1" }),
    });
    const payload = join(project.folder, "payload");
    truncateSync(payload, 251 * 1024 * 1024);
    const flawed = { "sluice:definition": definition({ Type: "Nap" }), "sluice:payload": payload };
    writeFileSync(join(project.folder, "Pulumi.good.yaml"), stack({ "aws:region": "eu-west-1", ...flawed }));
    const checks = await checked(project.folder);
    expect(problemsOf(checks)).toEqual([
      expect.stringMatching(/^datasets\/broken\.ts: contract\.name: .*Broken!/),
      expect.stringMatching(/^datasets\/hollow\.ts: hollow: TypeError: /),
      "datasets/forgotten.ts: forgotten is not in datasets/registry.ts; add it there",
      "datasets/hollow.ts: hollow is not in datasets/registry.ts; add it there",
      'datasets/registry.ts: good is registered as "better"',
      expect.stringMatching(/^stacks\/other\/otherFlow\.ts: flow\.open_end: .*Rest/),
      expect.stringMatching(/^machine a-machine.*: \/States\/Done\/Type is invalid/),
      expect.stringMatching(/^machine a-machine.*: \/States\/Done\/QueryLanguage is invalid/),
      expect.stringMatching(
        /^function a-function.*: \d+\.\d KiB of 50\.0 MiB zipped, 251\.0 MiB of 250\.0 MiB unzipped$/,
      ),
      expect.stringMatching(/^Pulumi\.refused\.yaml: program\.failed: .*sluice:definition/),
      expect.stringMatching(/^Pulumi\.unreadable\.yaml: YAMLParseError: /),
    ]);
    // What is sound beside it is still looked at.
    expect(checks.slice(0, 2).map(({ looked }) => looked)).toEqual(["forgotten, good, hollow", "stacks/main/flow.ts"]);
    expect(checks.find(({ subject }) => subject === "stack good")).toMatchObject({ problems: [] });
  });

  it("tells a program that ends its process, and a project that has no stack", async () => {
    using ending = makeProject({ ...good, "stacks/index.ts": 'console.error("gone"); process.exit(7);' });
    expect(problemsOf(await checked(ending.folder))).toEqual([
      "Pulumi.good.yaml: its process ended with 7 before it had loaded: gone",
    ]);
    output.text = "";
    using empty = makeProject({});
    expect(problemsOf(await checked(empty.folder))).toEqual([
      "datasets/registry.ts: it exports no registry",
      `There is no Pulumi.<stack>.yaml in ${empty.folder}`,
    ]);
  });

  it("prints its findings for people, with how many there are", async () => {
    using project = makeProject({ "datasets/registry.ts": 'throw new Error("one\\ntwo");' });
    await check({}, project.folder);
    expect(output.text).toBe(
      [
        "✘ contracts",
        "    ✘ datasets/registry.ts: Error: one",
        "      two",
        "✔ flows",
        "✘ stacks",
        `    ✘ There is no Pulumi.<stack>.yaml in ${project.folder}`,
        "2 problems.\n",
      ].join("\n"),
    );
    expect(process.exitCode).toBe(1);
  });
});
