import { markdownTable } from "../../core/emit/markdownTable.ts";
import { overtakes, type Pace, paceOf, secondsOf } from "../cost/model.ts";
import { type Deployed, deployed, duckdb, spark } from "../cost/places.ts";
import { sizeText } from "../data/sizeText.ts";
import { median } from "../measure/median.ts";
import type { Result } from "../Result.ts";

type Paces = Readonly<Partial<Record<Deployed["engine"], Pace>>>;

const engines = ["inline", "duckdb", "spark"] as const;
const sizes = [1e6, 1e7, 1e8, 1e9, 1e10, 1e11];

/** The pace of each engine that was measured at two sizes or more; inline works on one core, whatever there are. */
export function paces(results: readonly Result[]): Paces {
  const found = engines.map((engine) => {
    const points = results.flatMap(({ bytes, contestants }) =>
      contestants
        .filter(({ name, seconds }) => name === engine && seconds.length > 0)
        .map(({ seconds }) => ({ bytes, seconds: median(seconds) })),
    );
    return [engine, paceOf(points, engine === "inline" ? 1 : (results[0]?.machine.cores ?? 1))] as const;
  });
  return Object.fromEntries(found.filter(([, pace]) => pace !== undefined));
}

/** Start and pace of each engine, as a Markdown table. */
export function paceTable(known: Paces): string {
  const rows = engines.flatMap((engine) => {
    const pace = known[engine];
    if (pace === undefined) return [];
    return [[engine, pace.startSeconds.toFixed(1), (pace.bytesPerCoreSecond / 1e6).toFixed(1)]];
  });
  return markdownTable(["", "start, seconds", "MB/s a core"], rows);
}

/** Seconds and dollars per GB of files of several sizes, by the model, as a Markdown table; empty where one cannot. */
export function costTable(known: Paces): string {
  const rows = sizes.map((bytes) => [
    sizeText(bytes),
    ...deployed.map((each) => cell(each, known[each.engine], bytes)),
  ]);
  return markdownTable(["file", ...deployed.map(({ name }) => name)], rows);
}

function cell({ place, most, cost }: Deployed, pace: Pace | undefined, bytes: number): string {
  if (pace === undefined || bytes > (most.bytes ?? bytes)) return "";
  const seconds = secondsOf(pace, place, bytes);
  if (seconds > (most.seconds ?? seconds)) return "";
  return `${seconds.toPrecision(3)} s, ${dollars((cost(seconds) * 1e9) / bytes)}`;
}

/** From which size Spark on so many workers is faster than one function, as a Markdown table. */
export function overtakingTable(known: Paces): string {
  const rows = [2, 3, 5, 10, 20].map((workers) => [String(workers), ...overtaking(spark(workers), known)]);
  return markdownTable(["G.1X workers", "faster from", "where duckdb would take"], rows);
}

function overtaking({ place }: Deployed, known: Paces): [from: string, takes: string] {
  if (known.duckdb === undefined || known.spark === undefined) return ["not measured at two sizes", ""];
  const bytes = overtakes([known.duckdb, duckdb.place], [known.spark, place]);
  if (bytes === undefined) return ["never", ""];
  return [sizeText(bytes), `${secondsOf(known.duckdb, duckdb.place, bytes).toFixed(0)} s`];
}

function dollars(amount: number): string {
  return `$${amount.toPrecision(2)}`;
}
