import { SluiceError } from "../../errors.ts";
import type { ColumnSpec, ColumnType, Rule, Value } from "../ColumnSpec.ts";

declare const nullableBrand: unique symbol;

/** Marks, in types only, a column whose value may be null. */
export interface Nullable {
  readonly [nullableBrand]: true;
}

/**
 * What every column builder shares. Builders are immutable: each method answers a new one.
 * `V` is the type of the column's value in a row.
 */
export abstract class Column<V extends Value = Value> {
  declare readonly $value: V;
  readonly spec: ColumnSpec;

  constructor(spec: ColumnSpec) {
    this.spec = spec;
  }

  /** Lets the value be null; without it a null is a rejected row. */
  nullable(): this & Nullable {
    if (this.spec.default !== undefined) throw nullableWithDefault();
    return this.with({ nullable: true }) as this & Nullable;
  }

  /** Fills a null, and a column that the file lacks, with this value. */
  default(value: V): this {
    if (this.spec.nullable) throw nullableWithDefault();
    return this.with({ default: value });
  }

  /**
   * Names the column's header in the file, where it differs from the column's key; matched exactly.
   * @param former what the header was called before, in files that may still come: `.from("Cost", "Cost: Total $")`
   */
  from(header: string, ...former: readonly string[]): this {
    return this.with({ header, formerHeaders: former });
  }

  protected withRule(rule: Rule): this {
    return this.with({ rules: [...this.spec.rules, rule] });
  }

  protected withType(type: ColumnType): this {
    return this.with({ type });
  }

  private with(change: Partial<ColumnSpec>): this {
    return new (this.constructor as new (spec: ColumnSpec) => this)({ ...this.spec, ...change });
  }
}

function nullableWithDefault(): SluiceError {
  return new SluiceError("contract.nullable_default", "A column with a default is never null", {
    mend: "drop either .nullable() or .default()",
  });
}
