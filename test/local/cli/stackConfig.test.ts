import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectFolder } from "../../../local/cli/folders.ts";
import { stackConfig } from "../../../local/cli/stackConfig.ts";

let folder: string;
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-config-"));
  write(
    "Pulumi.yaml",
    `name: shop
config:
  shop:regions:
    type: array
    default: [a, b]
  shop:limit:
    default: 3
  shop:name:
    default: corner
  shop:key:
    description: has no default
`,
  );
  write("Pulumi.dev.yaml", "config:\n  aws:region: eu-west-1\n  shop:limit: 5\n  shop:regions:\n    - c\n");
  write("Pulumi.empty.yaml", "");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the configuration of a stack", () => {
  it("is the stack's values over the project's defaults, each as Pulumi keeps it: text, or JSON", () => {
    expect(stackConfig(folder, "dev")).toEqual({
      project: "shop",
      stack: "dev",
      config: { "aws:region": "eu-west-1", "shop:limit": "5", "shop:regions": '["c"]', "shop:name": "corner" },
    });
  });

  it("is the defaults alone where the stack's file is empty", () => {
    const { config } = stackConfig(folder, "empty");
    expect(config).toEqual({ "shop:regions": '["a","b"]', "shop:limit": "3", "shop:name": "corner" });
  });

  it("is refused for a stack that there is not, naming those that there are", () => {
    expect(() => stackConfig(folder, "prod")).toThrow(
      expect.objectContaining({ code: "cli.no_such_stack", mend: expect.stringMatching(/^choose one of dev, empty$/) }),
    );
  });

  it("of this project's dev stack names its two regions and its pipelines", () => {
    expect(stackConfig(projectFolder, "dev").config).toMatchObject({
      "aws:region": "eu-west-1",
      "sluice:farRegion": "us-east-1",
      "sluice:pipelines": '["csv-lake"]',
    });
  });
});
