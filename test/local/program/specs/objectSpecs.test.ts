import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asset } from "@pulumi/pulumi";
import { afterAll, describe, expect, it } from "vitest";
import { Graph } from "../../../../local/program/Graph.ts";
import { objectSpecs } from "../../../../local/program/specs/objectSpecs.ts";
import { zipFiles } from "../../../../local/program/zipFiles.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-object-"));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, "a.py"), "a = 1\n");
writeFileSync(join(folder, "made.zip"), "PK as it is");

async function specOf(inputs: Record<string, unknown>) {
  const object = {
    urn: "urn",
    type: "aws:s3/bucketObjectv2:BucketObjectv2",
    name: "object",
    parent: undefined,
    component: false,
    region: "eu-west-1",
    id: "k",
    inputs: { bucket: "code", key: "k", ...inputs },
    outputs: { key: "k" },
  };
  const program = { project: "p", stack: "s", accountId: "000000000000", defaultRegion: "eu-west-1", outputs: {} };
  return (await objectSpecs(new Graph({ ...program, resources: [object] })))[0];
}

describe("the objects of a program", () => {
  it.each([
    ["a file", { source: new asset.FileAsset(join(folder, "a.py")) }, "a = 1\n"],
    ["a text", { source: new asset.StringAsset("text") }, "text"],
    ["its content", { content: "ü" }, "ü"],
    ["its content in base64", { contentBase64: "w7w=" }, "ü"],
    ["a ZIP file", { source: new asset.FileArchive(join(folder, "made.zip")) }, "PK as it is"],
    ["nothing", {}, ""],
  ])("have the bytes of %s", async (_, inputs, text) => {
    expect((await specOf(inputs))?.bytes.toString()).toBe(text);
  });

  it("are ZIP archives of a folder, or of assets", async () => {
    rmSync(join(folder, "made.zip"));
    const file = { path: "a.py", text: "a = 1\n" };
    expect((await specOf({ source: new asset.FileArchive(folder) }))?.bytes).toEqual(await zipFiles([file]));
    const assets = new asset.AssetArchive({ m: new asset.FileArchive(folder) });
    expect((await specOf({ source: assets }))?.bytes).toEqual(await zipFiles([{ ...file, path: "m/a.py" }]));
  });

  it("keep their headers and metadata, and are refused with what the host does not honour", async () => {
    const spec = await specOf({ content: "x", contentType: "text/plain", metadata: { run: "r" } });
    expect(spec).toMatchObject({ headers: { "content-type": "text/plain" }, metadata: { run: "r" } });
    await expect(specOf({ content: "x", acl: "public-read" })).rejects.toMatchObject({
      code: "program.unsupported_input",
    });
  });
});
