/**
 * Tells a line once where it comes several times in a row, each with another time before it: as that of a state which
 * looks whether something has ended.
 */
export function withoutRepeats(tell: (line: string) => void): (line: string) => void {
  let last = "";
  return (line) => {
    const said = line.replace(/^ *[\d.]+s/, "");
    if (said !== last) tell(line);
    last = said;
  };
}
