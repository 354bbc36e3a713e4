import type { Contract, ContractColumn } from "../../../core/contract/Contract.ts";
import { csv } from "../../../core/contract/csv.ts";
import { dataset } from "../../../core/contract/dataset.ts";
import { valueConverter } from "../../../core/convert/valueConverter.ts";
import { type SparkColumn, sparkPlan } from "../../../core/emit/spark/sparkPlan.ts";
import { type Outcome, SparkSession } from "../../core/emit/spark/support/SparkSession.ts";
import { respelled, spelled } from "../../core/emit/spark/support/spelled.ts";
import { valueCases } from "../../core/emit/spark/support/valueCases.ts";
import type { Fate } from "./Fate.ts";
import { mutatedModules } from "./mutatedModules.ts";
import { readerMutants } from "./readerMutants.ts";

/**
 * A process that is sent the numbers of mutants, and answers what became of each: their SQL reads the texts that readers are
 * known to disagree on, that of many as columns of one query.
 */
const mutants = readerMutants("spark");
const { addressOf, isRead } = mutatedModules(mutants);
/** So many columns of one mutant are read at first, and more each time that none came out otherwise. */
const atFirst = 3;
/** Columns of one query. */
const widest = 40;
const spark = await SparkSession.open();

/** A column, how its file is written, and the texts that it is given. */
interface Probe {
  readonly column: ContractColumn;
  readonly source: Contract["source"];
  readonly texts: readonly string[];
  readonly asPlanned: SparkColumn;
}

/** A probe as one mutant reads it. */
interface Reading {
  readonly mutant: number;
  readonly probe: Probe;
  readonly emitters: Emitters;
}

interface Emitters {
  readonly columnSql: typeof import("../../../core/emit/sql/columnSql.ts").columnSql;
  readonly ofNull: typeof import("../../../core/emit/sql/columnSql.ts").ofNull;
  readonly sparkDialect: typeof import("../../../core/emit/spark/sparkDialect.ts").sparkDialect;
}

/** Behind the mutants' numbers is that of the SQL as it is, which no text may tell from itself. */
const unchanged = mutants.length;
const asItIs = await emittersOf(unchanged);
const probes = probesOf();
const expected = new Map(probes.map((probe) => [probe, expectedOf(probe)]));

/** Those of each pool and dialect in turn; of zones, only those that each Java knows as the reference does. */
function probesOf(): Probe[] {
  const groups = valueCases.map(({ columns, options, texts }) =>
    columns.flatMap((each): Probe[] => {
      const contract: Contract = dataset("probe", { source: csv(options), columns: { a: each } });
      const [column] = contract.columns;
      const [asPlanned] = sparkPlan(contract).columns;
      if (column === undefined || asPlanned === undefined || !isKnown(column)) return [];
      return [{ column, source: contract.source, texts, asPlanned }];
    }),
  );
  const longest = Math.max(...groups.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => groups.flatMap((group) => group[index] ?? [])).flat();
}

function isKnown({ type }: ContractColumn): boolean {
  return type.kind !== "timestamp" || ["UTC", "Europe/Brussels"].includes(type.zone);
}

function expectedOf({ column, source, texts }: Probe): string[] {
  const convert = valueConverter(column, source);
  return texts.map((text) => spelled(column.type, convert(text)).join());
}

async function emittersOf(mutant: number): Promise<Emitters> {
  const { columnSql, ofNull } = await import(addressOf("core/emit/sql/columnSql.ts", mutant));
  const { sparkDialect } = await import(addressOf("core/emit/spark/sparkDialect.ts", mutant));
  return { columnSql, ofNull, sparkDialect };
}

function sqlOf({ columnSql, ofNull, sparkDialect }: Emitters, probe: Probe, position: number): SparkColumn {
  const { column, source, asPlanned } = probe;
  const sql = columnSql(sparkDialect, column, source, position, `c${position}`);
  return { ...asPlanned, missing: ofNull(sparkDialect, column), ...sql };
}

async function fatesOf(numbers: readonly number[]): Promise<Fate[]> {
  const fates = new Map<number, Fate>();
  const readings = new Map<number, Reading[]>();
  for (const mutant of numbers) {
    try {
      readings.set(mutant, await readingsOf(mutant));
    } catch {
      fates.set(mutant, "killed");
    }
    if (mutant !== unchanged && !isRead(mutant)) fates.set(mutant, "unread");
  }
  for (let [from, to] = [0, atFirst]; ; [from, to] = [to, 4 * to]) {
    const open = [...readings].flatMap(([mutant, all]) => (fates.has(mutant) ? [] : all.slice(from, to)));
    if (open.length === 0) break;
    for (const mutant of await toldApart(open)) fates.set(mutant, "killed");
  }
  return numbers.map((number) => fates.get(number) ?? "survived");
}

/** The probes for which a mutant has other SQL; of the SQL as it is, the first of each pool and dialect. */
async function readingsOf(mutant: number): Promise<Reading[]> {
  const emitters = await emittersOf(mutant);
  const changed = probes.filter(
    (probe) => JSON.stringify(sqlOf(emitters, probe, 0)) !== JSON.stringify(sqlOf(asItIs, probe, 0)),
  );
  const read = mutant === unchanged ? probes.slice(0, valueCases.length) : changed;
  return read.map((probe) => ({ mutant, probe, emitters }));
}

/** The mutants that read a text otherwise than the reference. */
async function toldApart(readings: readonly Reading[]): Promise<Set<number>> {
  const found = new Set<number>();
  for (const some of Map.groupBy(readings, ({ probe }) => probe.texts).values()) {
    for (let at = 0; at < some.length; at += widest) {
      for (const each of await differing(some.slice(at, at + widest))) found.add(each.mutant);
    }
  }
  return found;
}

/** What Spark refuses as a whole is asked again in halves. */
async function differing(readings: readonly Reading[]): Promise<Reading[]> {
  try {
    return await differingAtOnce(readings);
  } catch {
    if (readings.length === 1) return [...readings];
    const half = Math.ceil(readings.length / 2);
    return [...(await differing(readings.slice(0, half))), ...(await differing(readings.slice(half)))];
  }
}

async function differingAtOnce(readings: readonly Reading[]): Promise<Reading[]> {
  const columns = readings.map(({ emitters, probe }, position) => sqlOf(emitters, probe, position));
  const rows = (readings[0]?.probe.texts ?? []).map((text) => readings.map(() => text));
  const outcomes = await spark.outcomes({ columns, rows });
  const missing = columns.map(valueOfMissing);
  const wanted = readings.map(({ probe }) => valueOfMissing(sqlOf(asItIs, probe, 0)));
  const isOther = await differentValues(missing, wanted);
  return readings.filter(({ probe }, position) => isOther[position] || !isSame(probe, outcomes, position));
}

const valueOfMissing = ({ missing, type }: SparkColumn) => `CAST(CAST(${missing} AS ${type}) AS string)`;

/** Which expressions have another value than others have at their places; what is written alike is not asked. */
async function differentValues(sql: readonly string[], others: readonly string[]): Promise<boolean[]> {
  const asked = sql.flatMap((one, index) => (one === others[index] ? [] : [one, others[index] ?? ""]));
  const values = asked.length === 0 ? [] : await spark.constants(asked);
  const valuesBySql = new Map(asked.map((one, index) => [one, values[index]]));
  return sql.map((one, index) => valuesBySql.get(one) !== valuesBySql.get(others[index] ?? ""));
}

function isSame(probe: Probe, outcomes: readonly (readonly Outcome[])[], position: number): boolean {
  const wanted = expected.get(probe) ?? [];
  return wanted.every(
    (each, row) => each === respelled(probe.column.type, outcomes[row]?.[position] ?? [null, "none"]).join(),
  );
}

process.on("message", async (numbers: readonly number[]) => {
  process.send?.(await fatesOf(numbers));
});
process.on("disconnect", () => spark[Symbol.asyncDispose]());
process.send?.("ready");
