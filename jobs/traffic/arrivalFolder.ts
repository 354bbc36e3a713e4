/** Where the files lie that arrived in an hour, in UTC: `year=2024/month=3/day=30/hour=23`. */
export function arrivalFolder(time: Date): string {
  const parts = { year: time.getUTCFullYear(), month: time.getUTCMonth() + 1, day: time.getUTCDate() };
  return Object.entries({ ...parts, hour: time.getUTCHours() })
    .map(([key, value]) => `${key}=${value}`)
    .join("/");
}
