import { sha256 } from "../sha256.ts";
import type { Replay } from "./Replay.ts";

/** What a replay is made of. */
export interface ReplayIdentity extends Pick<Replay, "of" | "onto" | "sha256"> {
  readonly dataset: string;
  /** Hash of the contract. */
  readonly contract: string;
}

/**
 * The identity of a replay, of the form of a run's: the same corrections of the same rejects, under one contract, are
 * one replay however often they are asked for.
 */
export function replayId({ dataset, contract, of, onto, sha256: content }: ReplayIdentity): string {
  const identity = JSON.stringify(["replay", of.run, of.attempt, onto, content, contract]);
  return `${dataset}-${sha256(identity).slice(0, 32)}`;
}
