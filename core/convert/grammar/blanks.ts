/** What is trimmed around a value: space and tab, and no other character. */
export const blanks = " \t";
