import { markdownCode } from "../core/emit/markdownCode.ts";
import { markdownTable } from "../core/emit/markdownTable.ts";
import { type Setting, settings } from "./settings.ts";

/** The table of configuration keys that the README shows, in Markdown. */
export function configTable(): string {
  const head = ["key", "meaning", "default", "set it with"];
  return markdownTable(
    head,
    Object.values(settings).map((setting: Setting) => {
      const { key, description, command, schema } = setting;
      const absent = schema.safeParse(undefined).success ? "none" : "required";
      const value = setting.default === undefined ? absent : markdownCode(textOf(setting.default));
      return [markdownCode(key), description, value, markdownCode(command)];
    }),
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
