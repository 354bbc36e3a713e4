import type { GlueObject } from "./CatalogStore.ts";

/**
 * A definition as it replaces another, with what the other has at some paths.
 * @param found undefined where there is none, or at the path nothing
 * @see https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/
 */
export function keeping(
  definition: GlueObject,
  found: GlueObject | undefined,
  paths: readonly (readonly string[])[],
): GlueObject {
  return paths.reduce((settled, path) => keepingOne(settled, found, path), definition);
}

function keepingOne(
  definition: GlueObject,
  found: GlueObject | undefined,
  [name, ...rest]: readonly string[],
): GlueObject {
  if (name === undefined || found?.[name] === undefined) return definition;
  const [own, kept] = [(definition[name] ?? {}) as GlueObject, found[name] as GlueObject];
  return { ...definition, [name]: rest.length === 0 ? kept : keepingOne(own, kept, rest) };
}
