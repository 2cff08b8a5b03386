/** Navigation: live counts, the drawer of a phone, names of the icons on the rail. */

import { all, element, on } from "./dom";

const REFRESH_MS = 60_000;
/** Counts of the last page: they stand there at once, fresh ones replace them. */
const KEPT = "potok-counts";

/** The bell tells its count to the eye by a dot, to the ear by its name. */
const BELL = "#bell";

/** Class and text of a count by the address of its entry. */
type Counts = Record<string, { css: string; text: string }>;

function draw(nav: HTMLElement, counts: Counts): void {
  for (const entry of all<HTMLAnchorElement>(".nav__item", nav)) {
    entry.querySelector(".nav__count")?.remove();
    const count = counts[entry.getAttribute("href") ?? ""];
    if (count) entry.append(element("span", { class: count.css }, count.text));
  }
  ring(counts[BELL]?.text ?? "");
}

function ring(count: string): void {
  const bell = document.querySelector<HTMLElement>(BELL);
  if (!bell) return;
  bell.querySelector(".bell__dot")?.remove();
  bell.setAttribute("aria-label", count ? `Уведомления: ${count}` : "Уведомления");
  if (count) bell.append(element("span", { class: "bell__dot", title: `Ждёт вас: ${count}` }));
}

function read(html: string): Counts {
  const counts: Counts = {};
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const bell = fresh.querySelector<HTMLElement>("[data-bell]")?.dataset.bell;
  if (bell) counts[BELL] = { css: "", text: bell };
  for (const entry of all<HTMLAnchorElement>(".nav__item", fresh)) {
    const count = entry.querySelector(".nav__count");
    if (count) counts[entry.getAttribute("href") ?? ""] = { css: count.className, text: count.textContent };
  }
  return counts;
}

async function refresh(nav: HTMLElement): Promise<void> {
  const url = nav.dataset.countsUrl;
  if (!url || document.hidden) return;
  const answer = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const counts = read(await answer.text());
  sessionStorage.setItem(KEPT, JSON.stringify(counts));
  draw(nav, counts);
}

export function start(): void {
  const nav = document.getElementById("nav");
  if (!nav) return;
  document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  draw(nav, JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") as Counts);
  void refresh(nav);
  window.setInterval(() => void refresh(nav), REFRESH_MS);
  document.body.addEventListener("orders-changed", () => void refresh(nav));
  on("click", "[data-nav-toggle]", () => nav.classList.toggle("is-open"));
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    if (!target.closest(".nav, [data-nav-toggle]")) nav.classList.remove("is-open");
  });
}
