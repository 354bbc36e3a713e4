import { openHost, stateFolders } from "../../local/cli/openHost.ts";
import { mkdtemp } from "node:fs/promises";
import { S3Client, PutObjectCommand, GetObjectCommand, CopyObjectCommand } from "@aws-sdk/client-s3";
console.time("open");
const o = await openHost("dev", await mkdtemp("/tmp/sl-"));
console.timeEnd("open");
console.log(o.outputs);
const [region, Bucket] = Object.entries(o.outputs.lakes)[0];
const c = new S3Client(o.host.clientConfig(region));
const Body = Buffer.alloc(10_000, "x");
for (const [name, run] of [["put", (i: number) => c.send(new PutObjectCommand({Bucket, Key: "k/" + i, Body}))], ["copy", (i: number) => c.send(new CopyObjectCommand({Bucket, Key: "c/" + i, CopySource: Bucket + "/k/" + i}))], ["get", async (i: number) => (await c.send(new GetObjectCommand({Bucket, Key: "k/" + i}))).Body!.transformToByteArray()]] as const) {
  const t = performance.now(); let n = 0;
  await Promise.all(Array.from({length: 10}, async () => { while (n < 500) await run(n++); }));
  console.log(name, ((performance.now() - t) / 500).toFixed(2), "ms each");
}
await o.host.close();
