import { randomUUID } from "node:crypto";
import { z } from "zod";
import { namedParameters } from "../../../core/contract/namedParameters.ts";
import type { WarehouseSpec } from "../../program/specs/warehouseSpecs.ts";
import { pageOf } from "../glue/pageOf.ts";
import { AwsError } from "../kernel/AwsError.ts";
import type { Call } from "../kernel/Call.ts";
import { type JsonInput, type JsonOperations, JsonService } from "../kernel/JsonService.ts";
import { readInput } from "../kernel/readInput.ts";
import { describeStatement, resultPage, statementSummary } from "./answers.ts";
import { adminUser } from "./Dictionary.ts";
import type { Principal } from "./Rights.ts";
import { StatementRun } from "./StatementRun.ts";
import type { StatementStore, StoredStatement } from "./StatementStore.ts";
import type { Warehouse } from "./Warehouse.ts";

/** A workgroup with its warehouse opened and set up. */
export interface OpenWorkgroup {
  readonly spec: WarehouseSpec;
  readonly warehouse: Warehouse;
  /** The statements of its region. */
  readonly store: StatementStore;
}

export interface RedshiftDataOptions {
  readonly workgroups: readonly OpenWorkgroup[];
  /** The database roles that a caller comes with: those that the tag of its IAM role names. */
  rolesOf(caller: string): readonly string[];
}

const parameters = z.array(z.object({ name: z.string().regex(/^[0-9a-zA-Z_]+$/), value: z.string().min(1) })).min(1);
const common = {
  WorkgroupName: z.string().optional(),
  ClusterIdentifier: z.undefined({ error: "the local host has no clusters; give WorkgroupName" }).optional(),
  DbUser: z.undefined({ error: "a workgroup's user is that of the caller; leave DbUser out" }).optional(),
  SessionId: z.undefined({ error: "the local host has no sessions" }).optional(),
  SessionKeepAliveSeconds: z.undefined({ error: "the local host has no sessions" }).optional(),
  Database: z.string().min(1),
  SecretArn: z.string().optional(),
  StatementName: z.string().max(500).optional(),
  ClientToken: z.string().min(1).max(64).optional(),
  ResultFormat: z.literal("JSON").optional(),
  Parameters: parameters.optional(),
};
const single = z.object({ ...common, Sql: z.string().min(1).max(100_000) });
const batch = z.object({ ...common, Sqls: z.array(z.string().min(1)).min(1).max(40) });
const identified = z.object({ Id: z.string().regex(/^[a-z0-9]{8}(-[a-z0-9]{4}){3}-[a-z0-9]{12}(:\d+)?$/) });
const listing = z.object({
  StatementName: z.string().optional(),
  Status: z.enum(["ALL", "SUBMITTED", "PICKED", "STARTED", "FINISHED", "FAILED", "ABORTED"]).default("ALL"),
});

type Asked = Omit<z.infer<typeof single>, "Sql"> & { readonly sqls: readonly string[]; readonly isBatch: boolean };

/**
 * The Redshift Data API over local warehouses. A statement runs as the database user of its caller, with the database
 * roles of the caller's IAM role, or as the administrator where the administrator's secret is named.
 *
 * Source: https://docs.aws.amazon.com/redshift-data/latest/APIReference/Welcome.html
 */
export class RedshiftDataService extends JsonService {
  readonly name = "redshift-data";
  protected readonly version = "1.1";
  readonly #options: RedshiftDataOptions;
  readonly #runs = new Map<string, StatementRun>();

  constructor(options: RedshiftDataOptions) {
    super();
    this.#options = options;
  }

  protected readonly operations: JsonOperations = {
    ExecuteStatement: (input, call) => {
      const { Sql, ...asked } = readInput(single, input);
      return this.#submit("ExecuteStatement", { ...asked, sqls: [Sql], isBatch: false }, call);
    },
    BatchExecuteStatement: (input, call) => {
      const { Sqls, ...asked } = readInput(batch, input);
      return this.#submit("BatchExecuteStatement", { ...asked, sqls: Sqls, isBatch: true }, call);
    },
    DescribeStatement: (input, call) => {
      const { statement, store } = this.#statement("DescribeStatement", input, call);
      return describeStatement(statement, store);
    },
    GetStatementResult: (input, call) => {
      const { statement, store, part } = this.#statement("GetStatementResult", input, call);
      return resultPage(statement, store, part, input);
    },
    CancelStatement: async (input, call) => {
      const { statement } = this.#statement("CancelStatement", input, call);
      const run = this.#runs.get(statement.id);
      if (run === undefined) {
        throw new AwsError("ValidationException", "Could not cancel a query that is already in its final state.");
      }
      await run.cancel();
      return { Status: true };
    },
    ListStatements: (input, call) => {
      call.asks("redshift-data:ListStatements", "*");
      const { StatementName = "", Status } = readInput(listing, input);
      const own = this.#stores(call.region)
        .flatMap((store) => store.all())
        .filter(({ caller, name = "" }) => caller === call.caller && name.startsWith(StatementName))
        .filter(({ status }) => Status === "ALL" || Status === status);
      const { items, NextToken } = pageOf(own, input);
      return { Statements: items.map(statementSummary), NextToken };
    },
  };

  /** Ends what runs. */
  async close(): Promise<void> {
    await Promise.all([...this.#runs.values()].map((run) => run.cancel()));
    await Promise.all(this.#options.workgroups.map(({ warehouse }) => warehouse.close()));
  }

  #submit(action: string, asked: Asked, call: Call): JsonInput {
    const workgroup = this.#workgroup(asked.WorkgroupName, call.region);
    this.#ask(action, asked, workgroup.spec, call);
    checkParameters(asked);
    if (asked.Database !== workgroup.spec.database) {
      throw new AwsError("ValidationException", `FATAL: database "${asked.Database}" does not exist`);
    }
    const earlier = earlierOf(asked, workgroup, call.caller);
    const statement = earlier ?? this.#start(asked, workgroup, call.caller);
    return {
      Id: statement.id,
      CreatedAt: statement.createdAt / 1000,
      Database: statement.database,
      WorkgroupName: statement.workgroup,
      ...(asked.SecretArn === undefined ? { DbUser: statement.user } : { SecretArn: asked.SecretArn }),
    };
  }

  #ask(action: string, { SecretArn }: Asked, spec: WarehouseSpec, call: Call): void {
    call.asks(`redshift-data:${action}`, spec.workgroupArn);
    if (SecretArn === undefined) {
      call.asks("redshift-serverless:GetCredentials", spec.workgroupArn);
    } else {
      call.asks("secretsmanager:GetSecretValue", SecretArn);
      if (SecretArn !== spec.adminSecretArn) {
        throw new AwsError("ValidationException", "The secret is not that of the workgroup's administrator.");
      }
    }
  }

  #start(asked: Asked, { spec, warehouse, store }: OpenWorkgroup, caller: string): StoredStatement {
    const principal = this.#principal(asked, caller);
    const statement: StoredStatement = {
      id: randomUUID(),
      region: spec.region,
      workgroup: spec.workgroup,
      database: asked.Database,
      caller,
      user: principal.user,
      name: asked.StatementName,
      isBatch: asked.isBatch,
      parameters: asked.Parameters ?? [],
      clientToken: asked.ClientToken,
      secretArn: asked.SecretArn,
      queryId: store.nextQueryId(),
      createdAt: Date.now(),
      status: "SUBMITTED",
      parts: asked.sqls.map((sql) => ({ sql, status: "SUBMITTED", updatedAt: Date.now(), duration: 0, rows: -1 })),
    };
    store.put(statement);
    const run = new StatementRun(statement, store);
    this.#runs.set(statement.id, run);
    void run.run(warehouse, principal).finally(() => this.#runs.delete(statement.id));
    return statement;
  }

  #principal({ SecretArn }: Asked, caller: string): Principal {
    if (SecretArn !== undefined) {
      return { user: adminUser, isAdmin: true, roles: [] };
    }
    const user = caller === "operator" ? "IAM:operator" : `IAMR:${caller}`;
    return { user, isAdmin: false, roles: this.#options.rolesOf(caller) };
  }

  #workgroup(name: string | undefined, region: string): OpenWorkgroup {
    const found = this.#options.workgroups.find(({ spec }) => spec.workgroup === name && spec.region === region);
    if (found === undefined) {
      throw new AwsError(
        "ValidationException",
        `Redshift endpoint doesn't exist: workgroup "${name ?? ""}" in ${region}.`,
      );
    }
    return found;
  }

  #stores(region: string): StatementStore[] {
    return this.#options.workgroups.filter(({ spec }) => spec.region === region).map(({ store }) => store);
  }

  /** A statement of the caller's own, and which part of it is meant: `<id>:2` is the second. */
  #statement(
    action: string,
    input: unknown,
    call: Call,
  ): { statement: StoredStatement; store: StatementStore; part: number } {
    call.asks(`redshift-data:${action}`, "*");
    const { Id } = readInput(identified, input);
    const [id = "", number = "1"] = Id.split(":");
    for (const store of this.#stores(call.region)) {
      const statement = store.find(id);
      if (statement?.caller === call.caller && statement.parts[Number(number) - 1] !== undefined) {
        return { statement, store, part: Number(number) - 1 };
      }
    }
    throw new AwsError("ResourceNotFoundException", "Query does not exist.");
  }
}

/** The statement that a client asked for already under the same token. */
function earlierOf(asked: Asked, { spec, store }: OpenWorkgroup, caller: string): StoredStatement | undefined {
  const { ClientToken: token } = asked;
  const earlier = store
    .all()
    .find((each) => token !== undefined && each.clientToken === token && each.caller === caller);
  if (earlier === undefined) {
    return undefined;
  }
  const isSame =
    JSON.stringify([earlier.workgroup, earlier.database, earlier.parts.map(({ sql }) => sql), earlier.parameters]) ===
    JSON.stringify([spec.workgroup, asked.Database, asked.sqls, asked.Parameters ?? []]);
  if (!isSame) {
    throw new AwsError("ValidationException", "The client token was used for another statement.");
  }
  return earlier;
}

/** @throws AwsError for a parameter that no statement names, and for a name that has no value */
function checkParameters({ sqls, Parameters = [] }: Asked): void {
  const named = new Set(sqls.flatMap(namedParameters));
  const given = Parameters.map(({ name }) => name);
  const unused = given.filter((name, index) => !named.has(name) || given.indexOf(name) !== index);
  if (unused.length > 0) {
    const what = `Parameters list contains unused parameters. Unused parameters: [${unused.join(", ")}]`;
    throw new AwsError("ValidationException", what);
  }
  const missing = [...named].filter((name) => !given.includes(name));
  if (missing.length > 0) {
    const what = `Parameters list does not contain all parameters. Missing parameters: [${missing.join(", ")}]`;
    throw new AwsError("ValidationException", what);
  }
}
