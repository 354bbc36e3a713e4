/** How a task shows the lines that it tells: all of them, also after its end. */
export const shownLines = { outputBar: Number.POSITIVE_INFINITY, persistentOutput: true };
