/** A size for people, in powers of 1024: `1.2 MiB`. */
export function formatBytes(bytes: number): string {
  const units = ["KiB", "MiB", "GiB", "TiB"];
  let text = `${bytes}`;
  let unit = "B";
  for (let size = bytes; Number(text) >= 1024 && units.length > 0; unit = units.shift() ?? unit) {
    size /= 1024;
    text = size.toFixed(1);
  }
  return `${text} ${unit}`;
}
