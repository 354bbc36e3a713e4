import { setTimeout } from "node:timers/promises";
import { SluiceError } from "../../../core/errors.ts";
import { loopback } from "../../services/states/loopback.ts";
import type { Target } from "../target/Target.ts";
import type { TrafficPipeline } from "./TrafficPipeline.ts";

/** A row of a result, by the columns' names; null where there is no value. */
export type AthenaRow = Readonly<Record<string, string | null>>;

/** What a statement that has ended took. */
export interface QueryCost {
  /** Bytes that it read. */
  readonly scanned: number;
  readonly seconds: number;
}

export interface AthenaAnswer extends QueryCost {
  readonly rows: readonly AthenaRow[];
}

interface Execution {
  readonly QueryExecution: {
    readonly SubstatementType: string;
    readonly Status: { readonly State: string; readonly StateChangeReason?: string };
    readonly Statistics: { readonly DataScannedInBytes: number; readonly EngineExecutionTimeInMillis: number };
  };
}

interface Results {
  readonly ResultSet: { readonly Rows: readonly { readonly Data: readonly { readonly VarCharValue?: string }[] }[] };
}

/** Athena of a local host, as a person asks it who looks at the traffic table. */
export class AthenaQueries {
  readonly #target: Pick<Target, "clientConfig">;
  readonly #pipeline: TrafficPipeline;

  constructor(target: Pick<Target, "clientConfig">, pipeline: TrafficPipeline) {
    this.#target = target;
    this.#pipeline = pipeline;
  }

  /**
   * Runs a statement of less than 1,000 rows.
   * @param parameters of its `?`, each as a literal of SQL
   * @throws SluiceError `query.failed`
   */
  async run(sql: string, parameters: readonly string[] = []): Promise<AthenaAnswer> {
    const { workgroup, database } = this.#pipeline;
    const { QueryExecutionId } = await this.#call<{ QueryExecutionId: string }>("StartQueryExecution", {
      QueryString: sql,
      WorkGroup: workgroup,
      QueryExecutionContext: { Database: database },
      ...(parameters.length > 0 && { ExecutionParameters: parameters }),
    });
    const cost = await this.#ended(QueryExecutionId);
    const { ResultSet } = await this.#call<Results>("GetQueryResults", { QueryExecutionId });
    const [names = [], ...rows] = ResultSet.Rows.map(({ Data }) => Data.map((each) => each.VarCharValue ?? null));
    return { ...cost, rows: rows.map((row) => Object.fromEntries(row.map((value, at) => [names[at] ?? "", value]))) };
  }

  /** What the INSERTs of the pipeline took, oldest first. */
  async inserts(): Promise<QueryCost[]> {
    const listed = await this.#call<{ QueryExecutionIds: string[] }>("ListQueryExecutions", {
      WorkGroup: this.#pipeline.workgroup,
    });
    const all = await Promise.all(listed.QueryExecutionIds.toReversed().map((id) => this.#describe(id)));
    return all.filter(({ SubstatementType }) => SubstatementType === "INSERT").map(costOf);
  }

  async #ended(id: string): Promise<QueryCost> {
    for (let pause = 20; ; pause = Math.min(pause * 1.5, 1000)) {
      const query = await this.#describe(id);
      const { State, StateChangeReason } = query.Status;
      if (State === "SUCCEEDED") return costOf(query);
      if (State === "FAILED" || State === "CANCELLED") {
        throw new SluiceError("query.failed", StateChangeReason ?? "Athena does not say why");
      }
      await setTimeout(pause);
    }
  }

  async #describe(QueryExecutionId: string): Promise<Execution["QueryExecution"]> {
    return (await this.#call<Execution>("GetQueryExecution", { QueryExecutionId })).QueryExecution;
  }

  async #call<T>(operation: string, input: object): Promise<T> {
    const { region } = this.#pipeline;
    const { endpoint = "", credentials } = this.#target.clientConfig(region);
    const { status, body } = await loopback({
      endpoint,
      accessKeyId: credentials?.accessKeyId ?? "",
      region,
      service: "athena",
      headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AmazonAthena.${operation}` },
      body: JSON.stringify(input),
    });
    if (status === 200) return JSON.parse(body) as T;
    throw new SluiceError("query.failed", `Athena refused ${operation}: ${body}`);
  }
}

function costOf({ Statistics }: Execution["QueryExecution"]): QueryCost {
  return { scanned: Statistics.DataScannedInBytes, seconds: Statistics.EngineExecutionTimeInMillis / 1000 };
}
