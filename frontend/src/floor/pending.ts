/** What an entry that waits for the network will change in its work. */

import type { Entry } from "./queue";

export interface Pending {
  good: number;
  rework: number;
  scrap: number;
  state?: string;
}

const STATES: Record<string, string> = { launch: "running", stop: "stopped", resume: "running", finish: "finished" };

export function applyPending(before: Pending | undefined, entry: Entry): Pending {
  const told = JSON.parse(entry.body) as { good?: number; rework?: number; scrap?: number };
  const state = STATES[entry.kind] ?? before?.state;
  return {
    good: (before?.good ?? 0) + (told.good ?? 0),
    rework: (before?.rework ?? 0) + (told.rework ?? 0),
    scrap: (before?.scrap ?? 0) + (told.scrap ?? 0),
    ...(state === undefined ? {} : { state }),
  };
}
