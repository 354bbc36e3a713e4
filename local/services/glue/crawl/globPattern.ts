const inClass = /^\[(!?)([^\]]+)\]/;

/**
 * An exclude pattern of a crawler as a regular expression: `*` and `?` stay within a folder, `**` crosses folders, `[a-z]`
 * and `[!a]` are sets, `{a,b}` are choices, and a backslash takes the next character as it is.
 * @see https://docs.aws.amazon.com/glue/latest/dg/define-crawler-choose-data-sources.html#crawler-data-stores-exclude
 */
export function globPattern(glob: string): RegExp {
  let pattern = "";
  let choices = 0;
  for (let rest = glob; rest !== ""; ) {
    const set = inClass.exec(rest);
    const [token, source] = set ? [set[0], setSource(set)] : simple(rest, choices > 0);
    if (token === "{") choices += 1;
    if (token === "}" && choices > 0) choices -= 1;
    pattern += source;
    rest = rest.slice(token.length);
  }
  return new RegExp(`^${pattern}${")".repeat(choices)}$`, "su");
}

function setSource([, not = "", members = ""]: RegExpExecArray): string {
  return `[${not === "" ? "" : "^/"}${members.replaceAll(/[\\^[]/g, "\\$&")}]`;
}

function simple(rest: string, inChoice: boolean): [token: string, source: string] {
  if (rest.startsWith("**")) return ["**", ".*"];
  const [first = ""] = rest;
  if (first === "*") return [first, "[^/]*"];
  if (first === "?") return [first, "[^/]"];
  if (first === "{") return [first, "(?:"];
  if (first === "}" && inChoice) return [first, ")"];
  if (first === "," && inChoice) return [first, "|"];
  const [, escaped = ""] = first === "\\" ? [...rest] : [];
  return escaped === "" ? [first, RegExp.escape(first)] : [`${first}${escaped}`, RegExp.escape(escaped)];
}
