/** What a statement over the lake fails with where a table cannot be read; each engine says it in its own words. */
export class LakeError extends Error {
  override readonly name = "LakeError";
}
