/** Stands where a text was damaged before it reached us. @see https://www.unicode.org/glossary/#replacement_character */
export const replacementCharacter = "\u{FFFD}";
