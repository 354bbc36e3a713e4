import * as z from "zod";

/** What verify leaves beside a manifest whose files it found good: nothing of them need be read again. */
export const verification = z.object({
  /** ETag of the manifest. */
  manifest: z.string(),
  at: z.iso.datetime(),
  versions: z.record(z.string(), z.string()),
  /** The ETag under which each file was read: no other content is ever published. */
  files: z.array(z.object({ key: z.string(), etag: z.string() })),
});

/** What verify leaves beside a manifest that it refused: a retry stages the region anew. */
export const refusal = z.object({
  /** ETag of the manifest. */
  manifest: z.string(),
  at: z.iso.datetime(),
  error: z.string(),
  cause: z.string(),
});

export type Verification = z.infer<typeof verification>;
export type Refusal = z.infer<typeof refusal>;
