/** What an error says beside its message: where it happened, what was wrong there, and how to mend it. */
export interface ErrorDetail {
  /** The dataset, column, state, file or configuration key concerned. */
  where?: string;
  /** How to mend it: one imperative sentence. */
  mend?: string;
  cause?: unknown;
}

/**
 * The one error class of the project: a stable code, a sentence that names the offending value, the place and the mend.
 *
 * @example
 * throw new SluiceError("contract.partition_nullable", 'Partition column "day" is nullable', {
 *   where: "readings", mend: "drop .nullable() or partition by another column",
 * });
 */
export class SluiceError extends Error {
  readonly code: string;
  readonly where: string | undefined;
  readonly mend: string | undefined;

  constructor(code: string, what: string, detail: ErrorDetail = {}) {
    const where = detail.where === undefined ? "" : `${detail.where}: `;
    const mend = detail.mend === undefined ? "" : `; ${detail.mend}`;
    super(`${where}${what}${mend}.`, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = code;
    this.code = code;
    this.where = detail.where;
    this.mend = detail.mend;
  }
}
