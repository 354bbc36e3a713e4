/**
 * Public on-demand prices in US dollars, of US East (N. Virginia) and Europe (Ireland) alike, without free tiers. They
 * change: look at the pages before a decision hangs on them.
 */
export const prices = {
  asOf: "2026-11",
  lambda: {
    source: "https://aws.amazon.com/lambda/pricing/",
    /** x86, first tier. */
    gigabyteSecond: 0.0000166667,
    request: 0.0000002,
    /** Of /tmp beyond 512 MB. */
    storageGigabyteSecond: 0.0000000309,
  },
  glue: {
    source: "https://aws.amazon.com/glue/pricing/",
    dpuHour: 0.44,
    /** What a run is billed at least. */
    leastSeconds: 60,
  },
} as const;
