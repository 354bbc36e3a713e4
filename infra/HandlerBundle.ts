/** What esbuild made of a handler. */
export interface HandlerBundle {
  readonly code: string;
  readonly usesDuckdb: boolean;
  /** Paths of the SQL files that lie beside a module of it, which reads them there: `jobs/traffic/transform.sql`. */
  readonly sqlFiles: readonly string[];
}
