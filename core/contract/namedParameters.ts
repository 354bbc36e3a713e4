/**
 * The names of the `:name` parameters of an SQL text, each once, in order of occurrence. Texts, quoted identifiers and
 * comments hold none, nor does a cast (`::int`).
 * @see https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-calling.html
 */
export function namedParameters(sql: string): string[] {
  const names = [...sql.matchAll(token)].flatMap((match) => match.groups?.name ?? []);
  return [...new Set(names)];
}

const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|::|:(?<name>[A-Za-z_][A-Za-z0-9_]*)/g;
