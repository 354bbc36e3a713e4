import { athenaSpecs } from "../program/specs/athenaSpecs.ts";
import { AthenaService } from "../services/athena/AthenaService.ts";
import type { ServicesOptions } from "./ServicesOptions.ts";

/** Athena: it reads buckets where they lie and writes to them by S3, in the names of its callers. */
export function openAthena({ graph, stateDir, recorder, address }: ServicesOptions): AthenaService {
  return new AthenaService({
    stateDir,
    accountId: graph.accountId,
    endpoint: `http://${address}`,
    workgroups: athenaSpecs(graph),
    record: (caller, region, action, resource) => {
      const service = action.split(":")[0] ?? "";
      recorder.record({ caller, service, region, action, resource, status: 200 });
    },
  });
}
