/** One change of a text: what stands from `start` to `end` becomes `replacement`. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly operator: string;
}
