import { z } from "zod";
import { AwsError } from "../kernel/AwsError.ts";
import type { JsonInput } from "../kernel/JsonService.ts";
import { readInput } from "../kernel/readInput.ts";
import type { Field } from "./results.ts";
import type { Part, StatementStore, StoredStatement } from "./StatementStore.ts";

/** Source: https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_DescribeStatement.html */
export function describeStatement(statement: StoredStatement, store: StatementStore): JsonInput {
  const { id, parts, parameters, isBatch } = statement;
  const sizes = parts.map((_part, index) => store.size(id, index));
  const [first] = parts;
  return {
    ...statementSummary(statement),
    Database: statement.database,
    WorkgroupName: statement.workgroup,
    ...(statement.secretArn === undefined ? { DbUser: statement.user } : { SecretArn: statement.secretArn }),
    Duration: parts.reduce((sum, { duration }) => sum + duration, 0),
    Error: parts.find(({ error }) => error !== undefined)?.error,
    HasResultSet: parts.some(({ columns }) => columns !== undefined),
    RedshiftPid: process.pid,
    RedshiftQueryId: statement.queryId,
    ResultRows: isBatch ? undefined : first?.rows,
    ResultSize: sizes.reduce((sum, size) => sum + size, 0),
    QueryParameters: parameters.length === 0 ? undefined : parameters,
    SubStatements: isBatch ? parts.map((part, index) => subStatement(statement, part, index, sizes)) : undefined,
  };
}

function subStatement(statement: StoredStatement, part: Part, index: number, sizes: readonly number[]): JsonInput {
  return {
    Id: `${statement.id}:${index + 1}`,
    QueryString: part.sql,
    Status: part.status,
    CreatedAt: statement.createdAt / 1000,
    UpdatedAt: part.updatedAt / 1000,
    Duration: part.duration,
    Error: part.error,
    HasResultSet: part.columns !== undefined,
    RedshiftQueryId: statement.queryId,
    ResultRows: part.rows,
    ResultSize: sizes[index] ?? 0,
  };
}

/** Source: https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_StatementData.html */
export function statementSummary({ id, name, isBatch, parts, status, createdAt }: StoredStatement): JsonInput {
  return {
    Id: id,
    StatementName: name,
    Status: status,
    IsBatchStatement: isBatch,
    ...(isBatch ? { QueryStrings: parts.map(({ sql }) => sql) } : { QueryString: parts[0]?.sql }),
    CreatedAt: createdAt / 1000,
    UpdatedAt: Math.max(...parts.map(({ updatedAt }) => updatedAt)) / 1000,
    ResultFormat: "JSON",
  };
}

const paged = z.object({ NextToken: z.string().regex(/^\d+$/).optional() });

/** Source: https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_GetStatementResult.html */
export function resultPage(
  statement: StoredStatement,
  store: StatementStore,
  index: number,
  input: unknown,
): JsonInput {
  const { NextToken = "0" } = readInput(paged, input);
  const part = statement.parts[index];
  if (part?.columns === undefined || part.status !== "FINISHED" || statement.status !== "FINISHED") {
    throw new AwsError(
      "ResourceNotFoundException",
      "Query does not have result. Please check query status with DescribeStatement.",
    );
  }
  const { rows, next } = store.rows(statement.id, index, Number(NextToken));
  return {
    ColumnMetadata: part.columns,
    Records: rows.map((row) => row.map(exact)),
    TotalNumRows: part.rows,
    ...(next === undefined ? {} : { NextToken: String(next) }),
  };
}

/** `JSON.rawJSON`, which TypeScript's library does not declare yet: a text that is put into JSON as it is. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

/** A field with its whole number as digits of JSON, however many. */
function exact(field: Field): JsonInput {
  return field.longValue === undefined ? { ...field } : { longValue: rawJSON(field.longValue) };
}
