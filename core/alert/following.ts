/** Options as they follow a command: with a space before them where there are any. */
export function following(options: string | undefined): string {
  return options === undefined || options === "" ? "" : ` ${options}`;
}
