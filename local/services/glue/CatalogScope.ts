import type { CatalogStore } from "./CatalogStore.ts";

/** What an operation of the catalog is given. */
export interface CatalogScope {
  store: CatalogStore;
  /** Notes the action on a database, or on a table of it. */
  asks(action: string, database: string, table?: string): void;
}
