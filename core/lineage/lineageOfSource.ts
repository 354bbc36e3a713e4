import type { CommitRecord, Supplement } from "../commit/CommitRecord.ts";
import { executionName } from "../commit/executionName.ts";
import type { ManifestFile } from "../commit/Manifest.ts";
import { publication } from "../commit/publication.ts";
import type { RunReport } from "../commit/RunReport.ts";
import type { LineageFile, LineageVersion, OtherVersion, RegionVersion } from "./Lineage.ts";

/** What a region's lake says of one source object. */
export interface RegionEvidence {
  readonly region: string;
  readonly record: CommitRecord | undefined;
  readonly reports: readonly RunReport[];
}

type ReplacedVersion = NonNullable<CommitRecord["replaced"]>;
type Facts = Omit<LineageVersion, "regions">;
interface Told {
  readonly facts: Facts;
  readonly region: RegionVersion;
}

/** The versions of one source object that reached any region, the newest first. */
export function lineageOfSource(evidence: readonly RegionEvidence[]): LineageVersion[] {
  const versions = new Map<string, LineageVersion>();
  for (const each of evidence) {
    for (const { facts, region } of versionsIn(each)) {
      const name = executionName(facts.run, facts.attempt);
      const known = versions.get(name);
      const best = known?.contract == null ? facts : known;
      versions.set(name, { ...best, regions: { ...known?.regions, [each.region]: region } });
    }
  }
  return [...versions.values()].sort((a, b) => (lastTime(a) < lastTime(b) ? 1 : -1));
}

/** Reports tell of what ended, the record of what is there now, and both of what was there before. */
function versionsIn({ record, reports }: RegionEvidence): Told[] {
  const told = new Map<string, Told>();
  const nameOf = ({ run, attempt }: { readonly run: string; readonly attempt: number }) => executionName(run, attempt);
  const replaced = new Map(
    [record, ...reports].flatMap((each) => each?.replaced ?? []).map((one) => [nameOf(one), one]),
  );
  for (const one of replaced.values()) told.set(nameOf(one), unreported(one));
  for (const report of reports) {
    told.set(nameOf(report), ofReport(report, record, replaced.get(nameOf(report))));
  }
  for (const each of record === undefined ? [] : [ofRecord(record), ...record.supplements.map(ofSupplement(record))]) {
    if (!told.has(nameOf(each.facts))) told.set(nameOf(each.facts), each);
  }
  return [...told.values()].map((each) => ({ ...each, region: { ...each.region, replacedBy: replacer(each, told) } }));
}

/** A run that was replaced before it finished reports itself as superseded; its successor knows that it was published. */
function ofReport(report: RunReport, record: CommitRecord | undefined, replaced: ReplacedVersion | undefined): Told {
  const current = record && publication(record, report);
  const { run, attempt, contract, read, written, rejected, engine, source, times } = report;
  const committedAt = times.committed ?? replaced?.committedAt ?? null;
  const state = current !== undefined ? "current" : committedAt === null ? "superseded" : "replaced";
  return {
    facts: {
      ...{ run, attempt, versionId: source.versionId, replayOf: report.replay?.of ?? null },
      ...{ contract, engine: engine.name, read, written, rejected },
    },
    region: {
      state,
      files: committedAt === null ? [] : (current ?? report).files.map(fileOf),
      committedAt,
      finishedAt: times.finished,
      replaced: otherVersion(report.replaced),
      replacedBy: null,
    },
  };
}

/** It is published, and not finished. */
function ofRecord({ run, attempt, source, contract, read, written, rejected, ...record }: CommitRecord): Told {
  return {
    facts: {
      ...{ run, attempt, versionId: source.versionId, replayOf: null },
      ...{ contract, engine: null, read, written, rejected },
    },
    region: {
      state: "current",
      files: record.files.map(fileOf),
      committedAt: record.committedAt,
      finishedAt: record.finishedAt,
      replaced: otherVersion(record.replaced),
      replacedBy: null,
    },
  };
}

/** A replay that is published, and not finished: the other region's report knows more of it. */
function ofSupplement({ run: of, attempt: ofAttempt, source }: CommitRecord): (replay: Supplement) => Told {
  return ({ run, attempt, written, files, committedAt, finishedAt }) => ({
    facts: {
      ...{ run, attempt, versionId: source.versionId, replayOf: { run: of, attempt: ofAttempt } },
      ...{ contract: null, engine: null, read: null, written, rejected: null },
    },
    region: {
      ...{ state: "current", files: files.map(fileOf), committedAt, finishedAt },
      ...{ replaced: null, replacedBy: null },
    },
  });
}

/** It was published and replaced before it was finished: only its successor tells of it. */
function unreported({ run, attempt, committedAt, versionId }: ReplacedVersion): Told {
  const unknown = { replayOf: null, contract: null, engine: null, read: null, written: null, rejected: null };
  const region = { state: "replaced", files: null, committedAt, finishedAt: null, replaced: null } as const;
  return { facts: { run, attempt, versionId, ...unknown }, region: { ...region, replacedBy: null } };
}

function replacer({ facts }: Told, told: ReadonlyMap<string, Told>): OtherVersion | null {
  for (const { facts: other, region } of told.values()) {
    if (region.replaced?.run !== facts.run || region.replaced.attempt !== facts.attempt) continue;
    return { run: other.run, attempt: other.attempt, committedAt: region.committedAt ?? "" };
  }
  return null;
}

function otherVersion(replaced: CommitRecord["replaced"]): OtherVersion | null {
  return replaced && { run: replaced.run, attempt: replaced.attempt, committedAt: replaced.committedAt };
}

function fileOf({ key, place, rows, bytes, sha256 }: ManifestFile): LineageFile {
  return { key, content: place.content, rows, bytes, sha256 };
}

function lastTime({ regions }: LineageVersion): string {
  const times = Object.values(regions).map(({ committedAt, finishedAt }) => committedAt ?? finishedAt ?? "");
  return times.sort().at(-1) ?? "";
}
