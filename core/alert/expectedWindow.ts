import { spanSeconds } from "../contract/spanSeconds.ts";
import { type AlarmWindow, alarmWindow } from "./alarmWindow.ts";

/** How the alarm of a dataset looks back: undefined where no file is expected, or where no alarm looks back so long. */
export function expectedWindow({ expectEvery }: { readonly expectEvery: string | undefined }): AlarmWindow | undefined {
  const seconds = expectEvery === undefined ? undefined : spanSeconds(expectEvery);
  return seconds === undefined ? undefined : alarmWindow(seconds);
}
