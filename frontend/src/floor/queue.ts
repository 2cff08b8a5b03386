/**
 * Entries wait on the device until the server has them. Each keeps the key it was made with, so the server writes
 * it once however often it is sent; each is kept under a name of its own, so two windows never overwrite each other.
 */

export interface Entry {
  name: string;
  /** Exactly what is sent: the server compares repeated requests. */
  body: string;
  work: string;
  kind: string;
  label: string;
  /** Why the server refused it; such an entry waits for a person. */
  refusal?: { detail: string; code: string };
}

export type Outcome = "written" | "refused" | "offline" | "signed-out";

const PREFIX = "potok.floor.";
const LOCK = "potok-floor-queue";

/** Random letters; works without a secure context too, where `crypto.randomUUID` does not exist. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

let serial = 0;

export function add(entry: Omit<Entry, "name">): Entry {
  serial += 1;
  const moment = String(Date.now()).padStart(14, "0");
  const kept = { ...entry, name: `${PREFIX}${moment}.${String(serial).padStart(4, "0")}.${newKey().slice(0, 8)}` };
  save(kept);
  return kept;
}

export function save(entry: Entry): void {
  localStorage.setItem(entry.name, JSON.stringify(entry));
}

export function drop(name: string): void {
  localStorage.removeItem(name);
}

/** All entries in the sequence in which they were made. */
export function entries(): Entry[] {
  const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)).sort();
  return names.flatMap((name) => {
    const text = localStorage.getItem(name);
    return text === null ? [] : [JSON.parse(text) as Entry];
  });
}

export const waiting = (): Entry[] => entries().filter((entry) => !entry.refusal);
export const refused = (): Entry[] => entries().filter((entry) => entry.refusal);

function csrfToken(): string {
  return document.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
}

async function send(url: string, entry: Entry): Promise<Outcome> {
  let answer: Response;
  try {
    const headers = { Accept: "application/json", "Content-Type": "application/json", "X-CSRFToken": csrfToken() };
    answer = await fetch(url, { method: "POST", redirect: "manual", headers, body: entry.body });
  } catch {
    return "offline";
  }
  if (answer.ok) {
    drop(entry.name);
    return "written";
  }
  const json = answer.headers.get("Content-Type")?.includes("json") ?? false;
  if (answer.type === "opaqueredirect" || answer.status === 401 || (answer.status === 403 && !json)) return "signed-out";
  if (answer.status >= 500 || !json) return "offline";
  const problem = (await answer.json()) as { detail: string; code: string; fields?: { expected: string }[] };
  const more = problem.fields?.map((field) => field.expected).join("; ");
  save({ ...entry, refusal: { detail: more || problem.detail, code: problem.code } });
  return "refused";
}

/** One sender at a time over all windows of the device, where the browser can promise it. */
async function alone(action: () => Promise<void>): Promise<void> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (locks) await locks.request(LOCK, action);
  else await action();
}

/** Sends what waits, oldest first, until the network fails; tells how it ended and how many were written. */
export async function drain(url: string): Promise<{ outcome: Outcome; written: number }> {
  let outcome: Outcome = "written";
  let written = 0;
  await alone(async () => {
    for (const entry of waiting()) {
      outcome = await send(url, entry);
      if (outcome === "written") written += 1;
      if (outcome === "offline" || outcome === "signed-out") return;
    }
    outcome = "written";
  });
  return { outcome, written };
}
