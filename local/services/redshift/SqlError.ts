/** What a statement fails with: the text that DescribeStatement shows as `Error`, without its `ERROR: `. */
export class SqlError extends Error {
  override readonly name = "SqlError";
}
