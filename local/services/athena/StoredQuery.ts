import type { ColumnInfo } from "./resultValue.ts";

export type QueryState = "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

/** A query as it was asked for, and how it went. Times are in milliseconds since 1970. */
export interface StoredQuery {
  readonly id: string;
  readonly region: string;
  readonly workgroup: string;
  readonly caller: string;
  readonly token: string | undefined;
  readonly sql: string;
  readonly parameters: readonly string[];
  readonly database: string | undefined;
  readonly kind: "select" | "insert";
  readonly outputLocation: string;
  readonly submittedAt: number;
  startedAt?: number;
  endedAt?: number;
  state: QueryState;
  reason?: string;
  error?: { readonly category: number; readonly type: number; readonly message: string };
  scanned: number;
  columns?: readonly ColumnInfo[];
  inserted?: number;
  manifest?: string;
}

export function isUnderWay({ state }: StoredQuery): boolean {
  return state === "QUEUED" || state === "RUNNING";
}
