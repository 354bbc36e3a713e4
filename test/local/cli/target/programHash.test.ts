import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { programHash } from "../../../../local/cli/target/programHash.ts";
import { Graph } from "../../../../local/program/Graph.ts";
import type { Resource } from "../../../../local/program/Resource.ts";

const code = (text: string) => new pulumi.asset.AssetArchive({ "index.mjs": new pulumi.asset.StringAsset(text) });
const fn = (inputs: Resource["inputs"], region = "eu-west-1"): Resource => ({
  urn: "urn:fn",
  type: "aws:lambda/function:Function",
  name: "fn",
  parent: undefined,
  component: false,
  region,
  id: "fn",
  inputs,
  outputs: {},
});
const topic: Resource = { ...fn({}), urn: "urn:topic", type: "aws:sns/topic:Topic", name: "topic" };
const hashOf = (resources: Resource[], outputs = { a: 1 }) =>
  programHash(new Graph({ project: "p", stack: "s", accountId: "0", defaultRegion: "r", resources, outputs }));

describe("the hash of a program", () => {
  it("is that of what it declares, in whatever order", async () => {
    const one = await hashOf([fn({ memory: 1, code: code("x"), nested: { a: [1], b: 2 } }), topic]);
    expect(await hashOf([topic, fn({ nested: { b: 2, a: [1] }, code: code("x"), memory: 1 })])).toBe(one);
  });

  it("differs with an input, the code of a function, a region, a resource or an output", async () => {
    const hashes = await Promise.all([
      hashOf([fn({ memory: 1, code: code("x") })]),
      hashOf([fn({ memory: 2, code: code("x") })]),
      hashOf([fn({ memory: 1, code: code("y") })]),
      hashOf([fn({ memory: 1, code: code("x") }, "us-east-1")]),
      hashOf([fn({ memory: 1, code: code("x") }), topic]),
      hashOf([fn({ memory: 1, code: code("x") })], { a: 2 }),
    ]);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
