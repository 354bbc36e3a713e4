/** The values that each integer type holds, both bounds inclusive. */
export const integerRanges = {
  smallint: { min: -32_768n, max: 32_767n },
  int: { min: -2_147_483_648n, max: 2_147_483_647n },
  bigint: { min: -9_223_372_036_854_775_808n, max: 9_223_372_036_854_775_807n },
} as const;
