/** The digits of a date's parts. A year is 0001 to 9999; whether a month has the day, the calendar decides. */
export const calendar = {
  year: "[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000",
  month: "0[1-9]|1[0-2]",
  day: "0[1-9]|[12][0-9]|3[01]",
} as const;
