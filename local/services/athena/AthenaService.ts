import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { messageOf } from "../../../core/messageOf.ts";
import { credentialScope } from "../../host/credentialScope.ts";
import type { AthenaSpec } from "../../program/specs/athenaSpecs.ts";
import { pageOf } from "../glue/pageOf.ts";
import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import { type JsonInput, type JsonOperations, JsonService } from "../kernel/JsonService.ts";
import { AthenaRegion, type AthenaRegionOptions } from "./AthenaRegion.ts";
import { describeQuery, workgroupObject } from "./answers.ts";
import { parseQuery, type Query } from "./parseQuery.ts";
import { readResult } from "./readResult.ts";
import type { StoredQuery } from "./StoredQuery.ts";

export interface AthenaOptions extends Omit<AthenaRegionOptions, "region" | "record"> {
  readonly workgroups: readonly AthenaSpec[];
  /** Notes a call that is made in the name of a caller. */
  record(caller: string, region: string, action: string, resource: string): void;
}

/** Bytes of UTF-8. */
const longestQuery = 262_144;
const sql = z
  .string()
  .min(1)
  .refine((text) => Buffer.byteLength(text) <= longestQuery, {
    error: `QueryString exceeds the maximum of ${longestQuery} bytes`,
  });
const context = z.object({ Database: z.string().min(1).optional(), Catalog: z.string().min(1).optional() });
const started = z.object({
  QueryString: sql,
  ClientRequestToken: z.string().min(32).max(128).optional(),
  QueryExecutionContext: context.prefault({}),
  ResultConfiguration: z.object({ OutputLocation: z.string().startsWith("s3://").optional() }).prefault({}),
  WorkGroup: z.string().default("primary"),
  ExecutionParameters: z.array(z.string().min(1)).min(1).optional(),
});
const one = z.object({ QueryExecutionId: z.string().min(1) });
const several = z.object({ QueryExecutionIds: z.array(z.string().min(1)).min(1).max(50) });
const ofWorkgroup = z.object({ WorkGroup: z.string().default("primary") });

type Started = z.infer<typeof started>;

/**
 * Athena on DuckDB over the regional lake: the queries of an account, and the workgroups of the program beside `primary`.
 *
 * Source: https://docs.aws.amazon.com/athena/latest/APIReference/Welcome.html
 */
export class AthenaService extends JsonService {
  readonly name = "athena";
  protected readonly version = "1.1";
  readonly #options: AthenaOptions;
  readonly #regions = new Map<string, AthenaRegion>();

  constructor(options: AthenaOptions) {
    super();
    this.#options = options;
  }

  protected readonly operations: JsonOperations = {
    StartQueryExecution: (input, call) => this.#start(read(started, input), call),
    GetQueryExecution: (input, call) => {
      const query = this.#query("GetQueryExecution", read(one, input).QueryExecutionId, call);
      return { QueryExecution: describeQuery(query) };
    },
    BatchGetQueryExecution: (input, call) => {
      const { QueryExecutionIds: ids } = read(several, input);
      const { store } = this.#region(call.region);
      const found = ids.flatMap((id) => store.find(id) ?? []);
      for (const name of new Set(found.map(({ workgroup }) => workgroup))) {
        call.asks("athena:BatchGetQueryExecution", this.#arn(name, call.region));
      }
      const missing = ids.filter((id) => !found.some((query) => query.id === id));
      const ErrorMessage = "QueryExecution was not found";
      const unprocessed = missing.map((id) => ({ QueryExecutionId: id, ErrorCode: "INVALID_INPUT", ErrorMessage }));
      return { QueryExecutions: found.map(describeQuery), UnprocessedQueryExecutionIds: unprocessed };
    },
    GetQueryResults: (input, call) => {
      const query = this.#query("GetQueryResults", read(one, input).QueryExecutionId, call);
      const { s3Folder } = this.#region(call.region);
      call.asks("s3:GetObject", query.outputLocation.replace("s3://", "arn:aws:s3:::"));
      return readResult(query, s3Folder, input);
    },
    StopQueryExecution: async (input, call) => {
      const query = this.#query("StopQueryExecution", read(one, input).QueryExecutionId, call);
      await this.#region(call.region).stop(query.id);
    },
    ListQueryExecutions: (input, call) => {
      const { WorkGroup: name } = read(ofWorkgroup, input);
      call.asks("athena:ListQueryExecutions", this.#workgroup(name, call.region).arn);
      const own = this.#region(call.region)
        .store.all()
        .filter(({ workgroup }) => workgroup === name);
      const { items, NextToken } = pageOf(own, { MaxResults: 50, ...input });
      return { QueryExecutionIds: items.map(({ id }) => id), NextToken };
    },
    GetWorkGroup: (input, call) => {
      const workgroup = this.#workgroup(read(ofWorkgroup, input).WorkGroup, call.region);
      call.asks("athena:GetWorkGroup", workgroup.arn);
      return { WorkGroup: workgroupObject(workgroup) };
    },
  };

  /** Ends what runs. */
  async close(): Promise<void> {
    await Promise.all([...this.#regions.values()].map((region) => region.close()));
  }

  #start(asked: Started, call: Call): JsonInput {
    const workgroup = this.#workgroup(asked.WorkGroup, call.region);
    call.asks("athena:StartQueryExecution", workgroup.arn);
    const region = this.#region(call.region);
    const query = newQuery(asked, parsed(asked), workgroup, call);
    const earlier = region.store
      .all()
      .find(({ token, caller }) => token !== undefined && token === query.token && caller === query.caller);
    if (earlier !== undefined) {
      if (!isSame(earlier, query)) throw refused("Idempotent parameters do not match");
      return { QueryExecutionId: earlier.id };
    }
    region.queue.checkRoom();
    const accessKeyId = credentialScope(call.header("authorization"))?.accessKeyId ?? "";
    region.start(query, accessKeyId, workgroup);
    return { QueryExecutionId: query.id };
  }

  #query(action: string, id: string, call: Call): StoredQuery {
    const query = this.#region(call.region).store.find(id);
    call.asks(`athena:${action}`, query === undefined ? "*" : this.#arn(query.workgroup, call.region));
    if (query === undefined) throw refused(`QueryExecution ${id} was not found`);
    return query;
  }

  #region(name: string): AthenaRegion {
    const known = this.#regions.get(name);
    if (known !== undefined) return known;
    const { record, ...options } = this.#options;
    const region = new AthenaRegion({
      ...options,
      region: name,
      record: (caller, action, resource) => record(caller, name, action, resource),
    });
    this.#regions.set(name, region);
    return region;
  }

  /** @throws AwsError InvalidRequestException */
  #workgroup(name: string, region: string): AthenaSpec {
    const found = this.#options.workgroups.find((each) => each.name === name && each.region === region);
    if (found !== undefined) return found;
    if (name !== "primary") throw refused(`WorkGroup ${name} is not found.`);
    const arn = this.#arn(name, region);
    return { name, region, arn, outputLocation: undefined, isEnforced: false, bytesScannedCutoff: undefined };
  }

  #arn(workgroup: string, region: string): string {
    return `arn:aws:athena:${region}:${this.#options.accountId}:workgroup/${workgroup}`;
  }
}

/** What can be told of a statement before it runs. @throws AwsError InvalidRequestException where it cannot be read */
function parsed({ QueryString, ExecutionParameters }: Started): Query {
  try {
    return parseQuery(QueryString, ExecutionParameters);
  } catch (error) {
    throw refused(messageOf(error));
  }
}

function newQuery(asked: Started, { kind }: Query, workgroup: AthenaSpec, call: Call): StoredQuery {
  const own = asked.ResultConfiguration.OutputLocation;
  const location = workgroup.isEnforced ? workgroup.outputLocation : (own ?? workgroup.outputLocation);
  if (location === undefined) {
    throw refused(
      "No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.",
    );
  }
  const id = randomUUID();
  return {
    id,
    region: call.region,
    workgroup: workgroup.name,
    caller: call.caller,
    token: asked.ClientRequestToken,
    sql: asked.QueryString,
    parameters: asked.ExecutionParameters ?? [],
    database: asked.QueryExecutionContext.Database,
    kind,
    outputLocation: `${location.replace(/\/?$/, "/")}${id}${kind === "select" ? ".csv" : ""}`,
    submittedAt: Date.now(),
    state: "QUEUED",
    scanned: 0,
  };
}

function isSame(earlier: StoredQuery, query: StoredQuery): boolean {
  const told = ({ sql: text, parameters, database, workgroup }: StoredQuery) => [text, parameters, database, workgroup];
  return isDeepStrictEqual(told(earlier), told(query));
}

function read<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw refused(result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "));
}

function refused(what: string): AwsError {
  return new AwsError("InvalidRequestException", what);
}
