/** Whether a text can name a dataset: it is a part of keys, of tables and of the names of executions. */
export function isDatasetName(text: string): boolean {
  return /^[a-z][a-z0-9_]{0,39}$/.test(text);
}
