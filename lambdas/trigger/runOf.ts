import * as z from "zod";
import type { Run, SourceObject } from "../../core/commit/Run.ts";
import { runId } from "../../core/commit/runId.ts";
import { engineFor } from "../../core/engine/engineFor.ts";
import { setting } from "../shared/setting.ts";
import { datasetOf } from "./datasetOf.ts";

/**
 * The first attempt at the run of an object that landed. The environment variable SLUICE_INLINE_MAX_BYTES says up to
 * how many bytes a source is offered to the inline engine.
 * @throws SluiceError `trigger.unknown_prefix` where no dataset claims the object.
 */
export function runOf(source: SourceObject): Run {
  const claimed = datasetOf(source.key);
  const { name: dataset, hash: contract, catalog } = claimed;
  const engine = engineFor(claimed, source.size, inlineMaxBytes());
  return { run: runId({ dataset, ...source, contract }), attempt: 0, dataset, contract, source, engine, catalog };
}

function inlineMaxBytes(): number {
  return z.coerce.number().int().nonnegative().parse(setting("SLUICE_INLINE_MAX_BYTES"));
}
