/** A date as a format writes it; M and D without a leading zero, but where it is asked for. */
export function dateText(format: string, [year, month, day]: readonly [number, number, number], pads = false): string {
  const padded = (value: number, length = 2) => String(value).padStart(length, "0");
  const parts: Readonly<Record<string, string>> = {
    YYYY: padded(year, 4),
    MM: padded(month),
    DD: padded(day),
    M: pads ? padded(month) : String(month),
    D: pads ? padded(day) : String(day),
  };
  return format.replace(/YYYY|MM?|DD?/g, (part) => parts[part] ?? part);
}
