/** The column's name in Parquet, catalog and SQL: `takenAt` becomes `taken_at`. No two camelCase keys become one. */
export function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
