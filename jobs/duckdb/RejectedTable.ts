import type { DuckDBAppender } from "@duckdb/node-api";
import type { FramedRecord } from "../../core/convert/frame/FramedRecord.ts";
import { recordText } from "../../core/convert/frame/recordText.ts";
import { typedColumns } from "../../core/emit/typedColumns.ts";
import type { Database } from "./openDatabase.ts";

/** The table of the texts of rejected records: number, the framer's reason if it is one of its own, and text. */
export class RejectedTable implements Disposable {
  static readonly table = "rejected";
  private readonly appender: DuckDBAppender;

  private constructor(appender: DuckDBAppender) {
    this.appender = appender;
  }

  static async make({ connection }: Pick<Database, "connection">): Promise<RejectedTable> {
    await connection.run(
      `CREATE TABLE ${RejectedTable.table} (${typedColumns.record} BIGINT, reason VARCHAR, raw VARCHAR)`,
    );
    return new RejectedTable(await connection.createAppender(RejectedTable.table));
  }

  add({ number, error, raw }: Pick<FramedRecord, "number" | "error" | "raw">): void {
    this.appender.appendBigInt(BigInt(number));
    if (error === null) this.appender.appendNull();
    else this.appender.appendVarchar(error);
    this.appender.appendVarchar(recordText(raw));
    this.appender.endRow();
  }

  /** From here on queries see what was added. */
  flush(): void {
    this.appender.flushSync();
  }

  [Symbol.dispose](): void {
    this.appender.closeSync();
  }
}
