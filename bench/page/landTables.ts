import { markdownTable } from "../../core/emit/markdownTable.ts";
import { counted } from "../../local/cli/counted.ts";
import { sizeText } from "../data/sizeText.ts";
import type { Landing, LandResult, LandStep } from "../land/LandResult.ts";
import { median } from "../measure/median.ts";

/** The part of the page on landing; none where nothing was landed. */
export function landSections(land: LandResult | undefined): string[] {
  if (land === undefined) return [];
  const command = `npm run bench -- land --size ${land.bytes} --rounds ${roundsOf(land)}`;
  return [
    `## From landing to the warehouse's answer

\`${command}\`, on ${land.at.slice(0, 10)}, when the machine had a load of ${land.load.toFixed(1)}: files of ${sizeText(land.bytes)} landed one
after the other on a local host, from the begin of the upload until a count by the Redshift Data API sees all rows of the
file. The first starts the processes of the functions; the figures of the others are medians. On AWS, storage, queue and
functions are machines of their own; here ${land.cores} cores are all of them. "processor" is processor time until the near region's
answer, of the host's process (its warehouses are in it) and of the functions' processes, and "calls" those that the host
answered meanwhile. "Wait states" are those of all machines until the run has ended: they wait, a second at a time, for the
warehouse's own SQL and for the far region, after the rows are there to be asked for.

A month is a partition, and a partition a file in each region, which is staged, read back and copied: six requests a month.
A count reads the footer of every file that the table has by then.

${landTables(land)}`,
  ];
}

/** Each round lands one file of each kind, after the first of all. */
function roundsOf({ landings }: LandResult): number {
  const [, ...warm] = landings;
  return Math.max(...[...Map.groupBy(warm, ({ months }) => months).values()].map(({ length }) => length));
}

/** How long the landings took, and what the time of the warm ones is made of, as Markdown tables. */
export function landTables({ landings }: LandResult): string {
  const [first, ...warm] = landings;
  const kinds = [...Map.groupBy(warm, ({ months }) => months)].map(([months, each]) => ({
    name: counted(months, "month"),
    each,
  }));
  const rows = [
    ...(first === undefined ? [] : [landingRow(`${counted(first.months, "month")}, functions start`, [first])]),
    ...kinds.map(({ name, each }) => landingRow(name, each)),
  ];
  const regions = Object.keys(first?.queryable ?? {}).map((region) => `queryable in ${region}`);
  const head = ["file of", ...regions, "run ended", "Wait states", "processor: host", "functions", "calls"];
  return [markdownTable(head, rows), ...kinds.map(({ name, each }) => stepTable(name, each))].join("\n\n");
}

function landingRow(name: string, landings: readonly Landing[]): string[] {
  const regions = Object.keys(landings[0]?.queryable ?? {});
  const seconds = (read: (landing: Landing) => number) => `${median(landings.map(read)).toFixed(2)} s`;
  return [
    name,
    ...regions.map((region) => seconds(({ queryable }) => queryable[region] ?? 0)),
    seconds(({ ended }) => ended),
    seconds(({ waitSeconds }) => waitSeconds),
    seconds(({ hostSeconds }) => hostSeconds),
    seconds(({ functionSeconds }) => functionSeconds),
    String(Math.round(median(landings.map(({ calls }) => calls)))),
  ];
}

/** Medians of each step; steps that not all landings have are of those that have them. */
function stepTable(file: string, landings: readonly Landing[]): string {
  const names = [...new Set(landings.flatMap(({ steps }) => steps.map(({ step }) => step)))];
  const of = (name: string) => landings.flatMap(({ steps }) => steps.find(({ step }) => step === name) ?? []);
  const total = median(landings.map(({ steps }) => sum(steps, ({ seconds }) => seconds)));
  const row = (name: string, steps: readonly Pick<LandStep, "seconds" | "inFunctions">[]) => {
    const seconds = median(steps.map((step) => step.seconds));
    const inFunctions = median(steps.map((step) => step.inFunctions));
    const share = `${((100 * seconds) / total).toFixed(0)} %`;
    return [name, ms(seconds), ms(inFunctions), ms(seconds - inFunctions), share];
  };
  const whole = landings.map(({ steps }) => ({
    seconds: sum(steps, ({ seconds }) => seconds),
    inFunctions: sum(steps, ({ inFunctions }) => inFunctions),
  }));
  const head = [`${file}, until the near region answers`, "ms", "in functions", "elsewhere", "share"];
  return markdownTable(head, [...names.map((name) => row(name, of(name))), row("all", whole)]);
}

function sum(steps: readonly LandStep[], read: (step: LandStep) => number): number {
  return steps.reduce((all, step) => all + read(step), 0);
}

function ms(seconds: number): string {
  return (seconds * 1000).toFixed(0);
}
