import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { BucketSpec } from "../../program/specs/bucketSpecs.ts";
import { ChangeLog } from "./ChangeLog.ts";
import { compareKeys } from "./listQuery.ts";
import { Uploads } from "./multipart/Uploads.ts";
import { nextSequencer } from "./nextSequencer.ts";
import type { StoredVersion } from "./StoredVersion.ts";
import { hideObject, showObject } from "./showObject.ts";

type Change = { put: StoredVersion } | { remove: { key: string; versionId: string } };

/** A version that is about to be stored: its bytes are in `blobs` already, unless it is a delete marker. */
export type NewVersion = Omit<StoredVersion, "versionId" | "lastModified" | "sequencer">;

/**
 * A bucket on disk: current objects as ordinary files in `folder`, every version's bytes under `hidden/blobs`, and
 * `hidden/index.jsonl`, a line a change, from which a restarted host knows it all. Changes are made in one turn of the
 * event loop, so that conditional writes are atomic. The files in `folder` are links: to change an object, put it.
 * Multipart uploads that are not completed lie under `hidden/uploads`.
 */
export class Bucket {
  readonly spec: BucketSpec;
  readonly uploads: Uploads;
  readonly #folder: string;
  readonly #hidden: string;
  readonly #log: ChangeLog<Change>;
  /** Versions of each key, newest first. */
  readonly #versions = new Map<string, StoredVersion[]>();

  constructor(spec: BucketSpec, s3Folder: string) {
    this.spec = spec;
    this.#folder = join(s3Folder, spec.name);
    this.#hidden = join(s3Folder, ".versions", spec.name);
    mkdirSync(this.#folder, { recursive: true });
    mkdirSync(join(this.#hidden, "blobs"), { recursive: true });
    this.#log = new ChangeLog(join(this.#hidden, "index.jsonl"));
    const blobs = this.#replay();
    this.uploads = new Uploads(join(this.#hidden, "uploads"), blobs);
  }

  get arn(): string {
    return `arn:aws:s3:::${this.spec.name}`;
  }

  /** A path for new bytes, of the name given to `put` as `blob`. */
  newBlob(name: string = randomBytes(16).toString("hex")): { name: string; file: string } {
    return { name, file: this.#blobFile(name) };
  }

  fileOf(version: StoredVersion): string {
    return this.#blobFile(version.blob ?? "");
  }

  /** The current version of a key, which may be a delete marker. */
  current(key: string): StoredVersion | undefined {
    return this.#versions.get(key)?.[0];
  }

  version(key: string, versionId: string): StoredVersion | undefined {
    return this.#versions.get(key)?.find((version) => version.versionId === versionId);
  }

  /** Keys with at least one version, in the order of S3: by bytes of UTF-8. */
  keys(): string[] {
    return [...this.#versions.keys()].sort(compareKeys);
  }

  versionsOf(key: string): readonly StoredVersion[] {
    return this.#versions.get(key) ?? [];
  }

  put(version: NewVersion): StoredVersion {
    const versionId = this.spec.versioned ? randomBytes(16).toString("hex") : "null";
    const stored = { ...version, versionId, lastModified: new Date().toISOString(), sequencer: nextSequencer() };
    const replaced = this.version(stored.key, versionId);
    this.#log.append({ put: stored });
    this.#insert(stored);
    this.#show(stored.key);
    this.#drop(replaced);
    return stored;
  }

  /** Puts a delete marker where the bucket is versioned, and removes the object where it is not. */
  delete(key: string): StoredVersion | undefined {
    if (!this.spec.versioned) {
      this.remove(key, "null");
      return undefined;
    }
    return this.put({ key, blob: undefined, bytes: 0, etag: "", checksums: {}, headers: {}, metadata: {} });
  }

  /** Removes one version for good. */
  remove(key: string, versionId: string): StoredVersion | undefined {
    const removed = this.version(key, versionId);
    if (removed !== undefined) {
      this.#log.append({ remove: { key, versionId } });
      this.#take(key, versionId);
      this.#show(key);
      this.#drop(removed);
    }
    return removed;
  }

  #show(key: string): void {
    const current = this.current(key);
    if (current?.blob === undefined) {
      hideObject(this.#folder, key);
    } else {
      showObject(this.#folder, key, this.fileOf(current));
    }
  }

  #insert(stored: StoredVersion): void {
    this.#take(stored.key, stored.versionId);
    this.#versions.set(stored.key, [stored, ...this.versionsOf(stored.key)]);
  }

  #take(key: string, versionId: string): void {
    const kept = this.versionsOf(key).filter((version) => version.versionId !== versionId);
    if (kept.length === 0) {
      this.#versions.delete(key);
    } else {
      this.#versions.set(key, kept);
    }
  }

  #drop(version: StoredVersion | undefined): void {
    if (version?.blob !== undefined) {
      rmSync(this.fileOf(version), { force: true });
    }
  }

  #blobFile(name: string): string {
    return join(this.#hidden, "blobs", name);
  }

  /**
   * Makes the changes of the log again; the last one is also shown, since the host may have been killed before. Answers
   * every blob that the log speaks of, also those that are gone.
   */
  #replay(): Set<string> {
    const blobs = new Set<string>();
    const changes = this.#log.read();
    for (const change of changes) {
      if ("put" in change) {
        this.#insert(change.put);
        blobs.add(change.put.blob ?? "");
      } else {
        this.#take(change.remove.key, change.remove.versionId);
      }
    }
    const last = changes.at(-1);
    if (last) this.#show("put" in last ? last.put.key : last.remove.key);
    return blobs;
  }
}
