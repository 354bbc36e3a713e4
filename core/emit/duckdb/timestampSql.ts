import { timestampGrammar, timestampGroups } from "../../convert/grammar/timestampGrammar.ts";
import type { TextSql, TypeOf } from "../sql/SqlDialect.ts";
import type { CheckSql, TypedSql } from "../sql/TypedSql.ts";
import { zonedSql } from "../sql/zonedSql.ts";
import { sqlLiteral } from "../sqlLiteral.ts";

/** Reads a timestamp: by its offset, else in the column's zone. Steps before the last are of TIMESTAMP without zone. */
export function timestampSql(type: TypeOf<"timestamp">, { text, id }: TextSql): TypedSql {
  const suffix = `_${id}`;
  const [parts, local, utc, value] = [`parts${suffix}`, `local${suffix}`, `utc${suffix}`, `at${suffix}`];
  const wallClock = (utc: string) => `timezone(${sqlLiteral(type.zone)}, make_timestamptz(epoch_us(${utc})))`;
  const zoned = zonedSql({ wallClock, day: "INTERVAL 1 DAY" }, type, local, suffix);
  return {
    steps: [
      { [parts]: partsOf(text) },
      { [local]: localOf(text, parts) },
      ...zoned.steps,
      { [utc]: `CASE WHEN ${parts}.offset <> '' THEN ${local} - ${offsetOf(parts)} ELSE ${zoned.value} END` },
      { [value]: `make_timestamptz(epoch_us(${utc}))` },
    ],
    value,
    checks: [
      { reason: timestampGrammar.reason, when: `${local} IS NULL` },
      ...zoned.checks.map(({ reason, when }): CheckSql => ({ reason, when: `${parts}.offset = '' AND ${when}` })),
      {
        reason: "out_of_range",
        when: `${utc} < TIMESTAMP '0001-01-01 00:00:00' OR ${utc} > TIMESTAMP '9999-12-31 23:59:59.999999'`,
      },
    ],
  };
}

/** A struct of the grammar's groups: all empty where the text does not match. */
function partsOf(text: string): string {
  const names = Object.entries(timestampGroups).sort(([, one], [, other]) => one - other);
  const list = names.map(([name]) => sqlLiteral(name)).join(", ");
  return `regexp_extract(${text}, ${sqlLiteral(`^(?:${timestampGrammar.source})$`)}, [${list}])`;
}

/** NULL where the text does not match, or where the calendar has no such day. */
function localOf(text: string, parts: string): string {
  const withoutOffset = `left(${text}, length(${text}) - length(${parts}.offset))`;
  return `CASE WHEN ${parts}.year <> '' THEN TRY_CAST(${withoutOffset} AS TIMESTAMP) END`;
}

function offsetOf(parts: string): string {
  const digits = `replace(${parts}.offset[2:], ':', '')`;
  const minutes = `TRY_CAST(left(${digits}, 2) AS INTEGER) * 60 + TRY_CAST('0' || ${digits}[3:] AS INTEGER)`;
  const signed = `CASE WHEN ${parts}.offset[1] = '-' THEN -(${minutes}) ELSE ${minutes} END`;
  return `to_minutes(CASE WHEN lower(${parts}.offset) = 'z' THEN 0 ELSE ${signed} END)`;
}
