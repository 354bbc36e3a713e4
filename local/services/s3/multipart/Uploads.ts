import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { AwsError } from "../../kernel/AwsError.ts";
import { ChangeLog } from "../ChangeLog.ts";
import { compareKeys } from "../listQuery.ts";
import { nextSequencer } from "../nextSequencer.ts";
import type { Part, Upload } from "./Upload.ts";

type Change = { open: Upload } | { part: Part };
interface OpenUpload {
  upload: Upload;
  /** By number. */
  parts: Map<number, Part>;
  log: ChangeLog<Change>;
}

/**
 * The multipart uploads of a bucket that are under way, a folder each: `log.jsonl`, and a file a part. They outlive the
 * host.
 */
export class Uploads {
  readonly #folder: string;
  readonly #open = new Map<string, OpenUpload>();

  /** @param completed among other names, the ids of uploads that have become objects: what is left of them goes. */
  constructor(folder: string, completed: ReadonlySet<string>) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    for (const id of readdirSync(folder)) {
      this.#reopen(id, completed.has(id));
    }
  }

  create(begun: Omit<Upload, "id" | "initiated">): Upload {
    const id = `${nextSequencer()}${randomBytes(8).toString("hex")}`;
    const upload = { ...begun, id, initiated: new Date().toISOString() };
    mkdirSync(join(this.#folder, upload.id));
    const log = this.#logOf(upload.id);
    log.append({ open: upload });
    this.#open.set(upload.id, { upload, parts: new Map(), log });
    return upload;
  }

  /** @throws AwsError `NoSuchUpload` */
  find(key: string, id: string): Upload {
    return this.#find(key, id).upload;
  }

  /** By key, and those of one key as they were begun, which is the order of their ids. */
  all(): Upload[] {
    const uploads = [...this.#open.values()].map(({ upload }) => upload);
    return uploads.sort((a, b) => compareKeys(a.key, b.key) || (a.id < b.id ? -1 : 1));
  }

  /** By number. */
  partsOf({ key, id }: Upload): Part[] {
    return [...this.#find(key, id).parts.values()].sort((a, b) => a.number - b.number);
  }

  fileOf({ id }: Upload, { file }: Pick<Part, "file">): string {
    return join(this.#folder, id, file);
  }

  /**
   * Takes the file of a part into the upload, in place of an earlier part of that number.
   * @throws AwsError `NoSuchUpload` where it was completed or aborted meanwhile; the file stays where it is
   */
  addPart({ key, id }: Upload, received: string, part: Omit<Part, "file" | "lastModified">): Part {
    const { upload, parts, log } = this.#find(key, id);
    const file = `${part.number}-${randomBytes(8).toString("hex")}`;
    const added = { ...part, file, lastModified: new Date().toISOString() };
    const replaced = parts.get(part.number);
    renameSync(received, this.fileOf(upload, added));
    log.append({ part: added });
    parts.set(part.number, added);
    if (replaced) rmSync(this.fileOf(upload, replaced), { force: true });
    return added;
  }

  /**
   * Runs an action on an upload that meanwhile nobody else finds; where the action fails, it is open again.
   * @throws what the action throws
   */
  async hold<T>(upload: Upload, action: () => Promise<T>): Promise<T> {
    const held = this.#find(upload.key, upload.id);
    this.#open.delete(upload.id);
    try {
      return await action();
    } catch (error) {
      this.#open.set(upload.id, held);
      throw error;
    }
  }

  /** Forgets an upload and removes its parts. */
  remove({ id }: Upload): void {
    this.#open.delete(id);
    rmSync(join(this.#folder, id), { recursive: true, force: true });
  }

  #find(key: string, id: string): OpenUpload {
    const found = this.#open.get(id);
    if (found?.upload.key === key) {
      return found;
    }
    const what =
      "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.";
    throw new AwsError("NoSuchUpload", what, 404);
  }

  #logOf(id: string): ChangeLog<Change> {
    return new ChangeLog(join(this.#folder, id, "log.jsonl"));
  }

  /** Reads an upload of an earlier host; one that is completed, or was never answered for, goes. */
  #reopen(id: string, completed: boolean): void {
    const log = this.#logOf(id);
    const changes = log.read();
    const [first] = changes;
    if (completed || first === undefined || !("open" in first)) {
      rmSync(join(this.#folder, id), { recursive: true, force: true });
      return;
    }
    const parts = changes.flatMap((change): [number, Part][] =>
      "part" in change ? [[change.part.number, change.part]] : [],
    );
    this.#open.set(id, { upload: first.open, parts: new Map(parts), log });
  }
}
