import * as z from "zod";

/** One version of an object of a bucket. */
export const objectVersion = z.object({ bucket: z.string(), key: z.string(), versionId: z.string() });
