import { S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { startHost } from "../../../../local/host/startHost.ts";
import { loadFixture } from "../../fixtures/loadFixture.ts";

// Starts a host and uploads 40 MiB in parts to it, again and again, until it is killed or has done it often.
const graph = await loadFixture();
const host = await startHost({ graph, stateDir: process.argv[2] ?? "" });
const client = new S3Client(host.clientConfig("eu-west-1"));
const params = { Bucket: String(graph.outputs.bucket), Key: "killed", Body: Buffer.alloc(40 * 1024 ** 2, "new") };
for (let round = 0; round < 20; round += 1) await new Upload({ client, params }).done();
await host.close();
