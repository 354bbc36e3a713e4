import type { Value } from "../../../core/contract/ColumnSpec.ts";

/** The different values of a column, and for each of its values the index of it among them. */
export interface Dictionary {
  readonly distinct: readonly Value[];
  readonly indexes: Uint32Array;
}

/** So many different values are met before a column is given up in which most values are new. */
const patience = 1000;

/** The dictionary of a column; null where it would not be worth it: on average each value comes less than twice. */
export function dictionaryOf(values: readonly Value[]): Dictionary | null {
  const places = new Map<Value, number>();
  const indexes = new Uint32Array(values.length);
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as Value;
    let place = places.get(value);
    if (place === undefined) {
      place = places.size;
      if (place > patience && place * 2 > at) return null;
      places.set(value, place);
    }
    indexes[at] = place;
  }
  return places.size * 2 > values.length ? null : { distinct: [...places.keys()], indexes };
}
