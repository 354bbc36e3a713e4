import { bucketSpecs } from "../program/specs/bucketSpecs.ts";
import { catalogSpecs } from "../program/specs/catalogSpecs.ts";
import { crawlerSpecs } from "../program/specs/crawlerSpecs.ts";
import { jobSpecs } from "../program/specs/jobSpecs.ts";
import { GlueService } from "../services/glue/GlueService.ts";
import type { S3Service } from "../services/s3/S3Service.ts";
import type { ServicesOptions } from "./ServicesOptions.ts";

/** Glue: catalog, crawlers and jobs; these read buckets where they lie, in the names of their roles. */
export function openGlue(options: ServicesOptions, s3: S3Service): GlueService {
  const { graph, stateDir, events, recorder, callers, address, clock, findSpark } = options;
  return new GlueService({
    stateDir,
    accountId: graph.accountId,
    events,
    clock,
    address,
    findSpark,
    catalog: catalogSpecs(graph),
    crawlers: crawlerSpecs(graph),
    jobs: jobSpecs(graph),
    buckets: bucketSpecs(graph),
    accessKeyOf: (roleArn) => callers.keyOf(roleArn),
    objects: (bucket, prefix) => s3.objects(bucket, prefix),
    record: (roleArn, region, action, resource) => {
      const service = action.split(":")[0] ?? "";
      const caller = roleArn.split("/").at(-1) ?? "";
      recorder.record({ caller, service, region, action, resource, status: 200 });
    },
  });
}
