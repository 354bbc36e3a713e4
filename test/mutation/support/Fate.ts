/**
 * What becomes of a mutant: a case came out otherwise, or none did; it hung or took its process with it; or its reader
 * has no use for the file that it is in.
 */
export type Fate = "killed" | "survived" | "stuck" | "unread";
