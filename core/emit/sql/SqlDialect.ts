import type { ColumnType } from "../../contract/ColumnSpec.ts";
import type { TypedSql } from "./TypedSql.ts";

/** The type of a column of one of the kinds. */
export type TypeOf<K extends ColumnType["kind"]> = Extract<ColumnType, { kind: K }>;

/** A text to be read, in SQL. */
export interface TextSql {
  /** Name of the column that holds the text, which is never NULL. */
  readonly text: string;
  /** The decimal separator that numbers are written with. */
  readonly separator: "." | ",";
  /** A number that makes the names of steps unique. */
  readonly id: number;
}

/** What a dialect of SQL says in words of its own; all that is the same in each is beside this interface. */
export interface SqlDialect {
  /** A text as a string literal. */
  literal(text: string): string;
  /** The name of a column's type. */
  typeName(type: ColumnType): string;
  /** Whether a text holds another. */
  contains(text: string, part: string): string;
  /** How many bytes of UTF-8 a text has. */
  bytes(text: string): string;
  /** Whether a text begins with another, and whether it ends with it. */
  startsWith(text: string, part: string): string;
  endsWith(text: string, part: string): string;
  /** A text without those of some characters, as a literal, that stand at its ends. */
  trim(text: string, characters: string): string;
  /** Whether an empty field is NULL before it is read. */
  readonly emptyIsNull: boolean;
  /** The text of a raw field, never NULL. */
  fieldText(raw: string): string;
  readonly reads: {
    integer(type: TypeOf<"smallint" | "int" | "bigint">, text: TextSql): TypedSql;
    decimal(type: TypeOf<"decimal">, text: TextSql): TypedSql;
    floating(type: TypeOf<"real" | "double">, text: TextSql): TypedSql;
    boolean(type: TypeOf<"boolean">, text: TextSql): TypedSql;
    date(type: TypeOf<"date">, text: TextSql): TypedSql;
    timestamp(type: TypeOf<"timestamp">, text: TextSql): TypedSql;
  };
}
