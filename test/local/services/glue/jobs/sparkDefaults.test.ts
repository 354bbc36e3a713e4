import { describe, expect, it } from "vitest";
import { sparkDefaults } from "../../../../../local/services/glue/jobs/sparkDefaults.ts";

describe("the configuration of Spark for a job run", () => {
  const text = sparkDefaults({
    address: "127.0.0.1:4000",
    region: "eu-west-1",
    buckets: [
      { name: "near", region: "eu-west-1" },
      { name: "far", region: "eu-central-1" },
    ],
    cores: 2,
    memoryMegabytes: 2048,
    scratch: "C:\\state\\tmp",
    jars: ["/a/x.jar", "/a/y.jar"],
    conf: [
      ["spark.sql.shuffle.partitions", "3"],
      ["spark.master", "local[1]\nspark.ui.enabled true"],
    ],
  });
  const lines = text.split("\n");

  it("names the region of each bucket, and the host as the endpoint of all", () => {
    expect(lines).toContain("spark.hadoop.fs.s3a.bucket.near.endpoint.region eu-west-1");
    expect(lines).toContain("spark.hadoop.fs.s3a.bucket.far.endpoint.region eu-central-1");
    expect(lines).toContain("spark.hadoop.fs.s3a.endpoint http://127.0.0.1:4000");
  });

  it("holds no credentials", () => {
    expect(text).not.toMatch(/access\.key|secret/);
  });

  it("writes each value on a line of its own, whatever is in it, what the run asks for at the end", () => {
    expect(lines.slice(-3)).toEqual([
      "spark.sql.shuffle.partitions 3",
      "spark.master local[1]\\nspark.ui.enabled true",
      "",
    ]);
    expect(lines).toContain("spark.local.dir C:\\\\state\\\\tmp");
    expect(lines).toContain("spark.driver.extraClassPath /a/x.jar:/a/y.jar");
  });
});
