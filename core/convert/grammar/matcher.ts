/** The regular expression that matches a text as a whole. */
export function matcher(source: string): RegExp {
  return new RegExp(`^(?:${source})$`);
}
