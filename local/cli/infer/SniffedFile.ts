import type { FoundDialect } from "./InferFile.ts";

/** A file whose dialect is known. */
export interface SniffedFile {
  /** Its name, without folders. */
  readonly name: string;
  /** Path of its text, or of a copy: UTF-8, not compressed, nothing before the header. */
  readonly path: string;
  /** Without a quote, an escape or a comment in it, those are empty texts. */
  readonly dialect: FoundDialect;
}
