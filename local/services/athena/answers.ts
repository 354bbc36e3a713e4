import type { AthenaSpec } from "../../program/specs/athenaSpecs.ts";
import type { JsonInput } from "../kernel/JsonService.ts";
import { isUnderWay, type StoredQuery } from "./StoredQuery.ts";

const engine = { SelectedEngineVersion: "AUTO", EffectiveEngineVersion: "Athena engine version 3" };

/** @see https://docs.aws.amazon.com/athena/latest/APIReference/API_QueryExecution.html */
export function describeQuery(query: StoredQuery): JsonInput {
  const { endedAt, error, reason } = query;
  return {
    QueryExecutionId: query.id,
    Query: query.sql,
    StatementType: "DML",
    SubstatementType: query.kind.toUpperCase(),
    ResultConfiguration: { OutputLocation: query.outputLocation },
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: false } },
    QueryExecutionContext: { ...(query.database !== undefined && { Database: query.database }) },
    Status: {
      State: query.state,
      SubmissionDateTime: query.submittedAt / 1000,
      ...(reason !== undefined && { StateChangeReason: reason }),
      ...(endedAt !== undefined && { CompletionDateTime: endedAt / 1000 }),
      ...(error !== undefined && { AthenaError: athenaError(error) }),
    },
    Statistics: statistics(query),
    WorkGroup: query.workgroup,
    EngineVersion: engine,
    ...(query.parameters.length > 0 && { ExecutionParameters: query.parameters }),
  };
}

function athenaError({ category, type, message }: NonNullable<StoredQuery["error"]>): JsonInput {
  return { ErrorCategory: category, ErrorType: type, Retryable: category === 1, ErrorMessage: message };
}

/** Milliseconds and bytes; those of a query under way are as far as it is. */
function statistics(query: StoredQuery): JsonInput {
  const now = query.endedAt ?? Date.now();
  const begun = query.startedAt ?? now;
  return {
    TotalExecutionTimeInMillis: now - query.submittedAt,
    QueryQueueTimeInMillis: begun - query.submittedAt,
    EngineExecutionTimeInMillis: now - begun,
    ServiceProcessingTimeInMillis: 0,
    DataScannedInBytes: query.scanned,
    ...(query.manifest !== undefined && { DataManifestLocation: query.manifest }),
    ...(isUnderWay(query) ? {} : { ResultReuseInformation: { ReusedPreviousResult: false } }),
  };
}

/** @see https://docs.aws.amazon.com/athena/latest/APIReference/API_WorkGroup.html */
export function workgroupObject({ name, outputLocation, isEnforced, bytesScannedCutoff }: AthenaSpec): JsonInput {
  return {
    Name: name,
    State: "ENABLED",
    Configuration: {
      ResultConfiguration: { ...(outputLocation !== undefined && { OutputLocation: outputLocation }) },
      EnforceWorkGroupConfiguration: isEnforced,
      PublishCloudWatchMetricsEnabled: false,
      RequesterPaysEnabled: false,
      EngineVersion: engine,
      ...(bytesScannedCutoff !== undefined && { BytesScannedCutoffPerQuery: bytesScannedCutoff }),
    },
  };
}
