/** Whose fault a failure is. */
export const errorCategory = { system: 1, user: 2, other: 3 } as const;

/** Kinds of failure that Athena numbers. @see https://docs.aws.amazon.com/athena/latest/ug/error-reference.html */
export const errorType = {
  internal: 200,
  resultNotWritten: 401,
  data: 1001,
  schema: 1004,
  syntax: 1006,
  failed: 1009,
  cancelled: 1011,
  argument: 1106,
  tableMissing: 1110,
  unsupported: 1200,
} as const;

/** What a query fails with: its text begins with the name of the failure, as in `TABLE_NOT_FOUND: line 1:15: ...`. */
export class QueryError extends Error {
  override readonly name = "QueryError";
  readonly category: number;
  readonly type: number;

  constructor(message: string, type: number, options: ErrorOptions & { readonly category?: number } = {}) {
    super(message, options);
    this.type = type;
    this.category = options.category ?? errorCategory.user;
  }
}
