import fc from "fast-check";
import type { PoolName } from "./columnPools.ts";

const digits = (maxLength: number) => fc.stringMatching(new RegExp(`^[0-9]{0,${maxLength}}$`));
const sign = fc.constantFrom("", "", "+", "-");
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((each) => each.join(""));

/** Texts that are no value of most types, or look like one. */
const odd = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "NA",
    "null",
    "0",
    "x",
    "1e3",
    "1.0",
    "1,234",
    "0x10",
    "1_000",
    "٣",
    "１２",
    "\u00a05",
    "+",
    "-",
  ),
  fc.constantFrom(
    "a\u0000b",
    "\u0000",
    "\ufeff1",
    "\ufffd",
    "5\ufffd",
    "K",
    "\u212a",
    "İ",
    "ſ",
    "é",
    "e\u0301",
    "😀",
    "it's",
  ),
  fc.constantFrom(
    "a\nb",
    "5\n",
    "\n5",
    "5\r",
    "a\r\nb",
    'say "hi"',
    "'",
    "''",
    ";",
    ",",
    "\t5\t",
    "\\N",
    "\\",
    "true",
    "now",
    "epoch",
  ),
  fc.string({ unit: "grapheme", maxLength: 6 }),
);

const fraction = fc.oneof(digits(3), digits(45), fc.constantFrom("5", "50", "49", "4999999", "000", "05", "45", "95"));
const separator = fc.constantFrom(".", ",", "");
const integers = joined(
  sign,
  fc.oneof(
    digits(4),
    digits(60),
    fc.constantFrom("32767", "32768", "2147483647", "2147483648", "9223372036854775807", "9223372036854775808"),
    fc.bigInt({ min: 0n, max: 2n ** 64n }).map(String),
    fc.nat(9).map((zeros) => `${"0".repeat(zeros * 12)}17`),
  ),
);
const decimals = joined(sign, fc.oneof(digits(3), digits(40), fc.constantFrom("9", "99", "999")), separator, fraction);
const exponent = fc.oneof(
  fc.constant(""),
  joined(fc.constantFrom("e", "E"), sign, fc.oneof(digits(3), fc.constantFrom("308", "309", "324", "38", "45"))),
);
const floats = fc.oneof(
  joined(decimals, exponent),
  fc.double().map(String),
  fc.float().map(String),
  fc.double({ min: -1e39, max: 1e39 }).map((value) => value.toPrecision(21)),
  joined(
    sign,
    fc.constantFrom("nan", "NaN", "NAN", "inf", "INF", "Infinity", "INFINITY", "iNfInItY", "infin", "nan()"),
  ),
  fc.constantFrom("1.00000005960464477539062500000000001", "3.4028235677973366e38", "3.4028235677973362e38", "1e-400"),
  fc.constantFrom(
    "-0",
    "-0,0",
    "4.9e-324",
    "2.4703282292062327e-324",
    "7.0064923216240853e-46",
    "0e99999999999999999999",
  ),
);

const two = (max: number) => fc.oneof(fc.integer({ min: 0, max }), fc.integer({ min: 1, max: 9 }));
const padded = (length: number) => (value: number) => String(value).padStart(length, "0");
const years = fc.oneof(fc.constantFrom(0, 1, 4, 100, 1582, 1900, 2000, 9999), fc.integer({ min: 1890, max: 2037 }));
const days = fc.tuple(years.map(padded(4)), two(13).map(padded(2)), two(32).map(padded(2)));
const dates = fc.oneof(
  days.map((parts) => parts.join("-")),
  days.map(([year, month, day]) => `${day}/${month}/${year}`),
  days.map((parts) => parts.join("")),
  days.map(([year, month, day]) => `${Number(day)}.${Number(month)}.${year}`),
  days.map(([year, month, day]) => `${Number(month)}/${Number(day)}/${year}`),
  fc.constantFrom(
    "2024-02-30",
    "2023-02-29",
    "2000-02-29",
    "1900-02-29",
    "0001-01-01",
    "9999-12-31",
    "2024-1-5",
    ":900-01-01",
    "/900-01-01",
  ),
);

const instants = fc.oneof(
  days.map((parts) => parts.join("-")),
  fc.constantFrom("2024-03-31", "2024-10-27", "2024-11-03", "2024-03-10", "2011-12-30", "2024-04-07", "2024-10-06"),
  fc.constantFrom("0001-01-01", "9999-12-31", "1582-10-10", "1700-06-01", "2023-03-19", "2023-04-23"),
);
const clocks = fc.oneof(
  joined(two(24).map(padded(2)), fc.constant(":"), two(60).map(padded(2))),
  fc.constantFrom("02:30", "01:59", "03:00", "00:00", "23:59", "01:30", "02:00", "02:15"),
);
const seconds = fc.oneof(
  fc.constant(""),
  joined(fc.constant(":"), two(60).map(padded(2))),
  joined(fc.constantFrom(":59.", ":00."), digits(7)),
);
const offsets = fc.oneof(
  fc.constantFrom(
    "",
    "",
    "",
    "Z",
    "z",
    "+02",
    "-0530",
    "+05:45",
    "+18:59",
    "-18:59",
    "+19:00",
    "-00:00",
    "+2",
    " +02:00",
  ),
);
const timestamps = joined(instants, fc.constantFrom(" ", "T", "t", "  "), clocks, seconds, offsets);

const around = (texts: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 6, arbitrary: texts },
    { weight: 1, arbitrary: joined(fc.constantFrom("", " ", "\t "), texts, fc.constantFrom("", " ", "\t", "\n")) },
    { weight: 1, arbitrary: odd },
  );

/** Field texts for columns of a pool: mostly of the type's look, at its edges. */
export const textsOf: Record<PoolName, fc.Arbitrary<string>> = {
  integer: around(integers),
  decimal: around(decimals),
  floating: around(floats),
  boolean: around(fc.constantFrom("true", "FALSE", "True", "y", "K", "\u212a", "1", ".", "[A]", "a", "s", "ſ", "")),
  date: around(dates),
  timestamp: around(timestamps),
  varchar: around(fc.string({ unit: "grapheme-composite", maxLength: 8 })),
};
