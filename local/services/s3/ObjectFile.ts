/** A current object, and the file that holds its bytes. */
export interface ObjectFile {
  readonly key: string;
  readonly bytes: number;
  readonly path: string;
}
