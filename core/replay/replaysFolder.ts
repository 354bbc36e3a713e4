/** Where the corrections of replays lie in the landing bucket; no dataset's name begins so. */
export const replaysFolder = "_replays/";
