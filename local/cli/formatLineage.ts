import type { LineageFile, LineageVersion, OtherVersion, RegionVersion } from "../../core/lineage/Lineage.ts";
import type { Lineage } from "../../jobs/lineage/lineageOf.ts";
import { counted } from "./counted.ts";
import { formatBytes } from "./formatBytes.ts";
import { printable } from "./printable.ts";

/** Where rows came from, for a person: a paragraph a version, the newest first, and in it each region with its files. */
export function formatLineage({ versions, unanswered }: Lineage): string {
  const silent = Object.entries(unanswered).map(([region, why]) => `${region} does not answer: ${printable(why)}`);
  const told = versions.length === 0 ? ["Nothing was published of it."] : versions.map(formatVersion);
  return [...told, ...(silent.length === 0 ? [] : [silent.join("\n")])].join("\n\n");
}

function formatVersion(version: LineageVersion): string {
  const { run, attempt, versionId, replayOf, contract, engine, read, written, rejected, regions } = version;
  const counts = read === null ? "counts unknown" : `${read} read, ${written} written, ${rejected} rejected`;
  return [
    `${run}, attempt ${attempt}${replayOf === null ? "" : `, a replay of rejects of ${replayOf.run}`}: ${counts}`,
    `  version ${versionId}${contract === null ? "" : `, contract ${contract}`}${engine === null ? "" : `, by ${engine}`}`,
    ...Object.entries(regions).map(([region, told]) => formatRegion(region, told)),
  ].join("\n");
}

function formatRegion(region: string, { state, files, committedAt, replaced, replacedBy }: RegionVersion): string {
  const facts = [
    `${region}  ${state}`,
    ...(committedAt === null ? [] : [`published ${committedAt}`]),
    ...(replaced === null ? [] : [`in place of ${nameOf(replaced)}`]),
    ...(replacedBy === null ? [] : [`until ${nameOf(replacedBy)} came at ${replacedBy.committedAt}`]),
  ];
  return [`  ${facts.join(", ")}`, ...(files ?? []).map(formatFile)].join("\n");
}

function nameOf({ run, attempt }: OtherVersion): string {
  return `${run} (attempt ${attempt})`;
}

function formatFile({ key, rows, bytes, sha256 }: LineageFile): string {
  return `    ${printable(key)}  ${counted(rows, "row")}  ${formatBytes(bytes)}  ${sha256}`;
}
