/** Navigation: live counts, the drawer of a phone, names of the icons on the rail. */

import { all, element, on } from "./dom";

const REFRESH_MS = 60_000;
/** Counts of the last page: they stand there at once, fresh ones replace them. */
const KEPT = "potok-counts";

/** Class and text of a count by the address of its entry. */
type Counts = Record<string, { css: string; text: string }>;

function draw(nav: HTMLElement, counts: Counts): void {
  for (const entry of all<HTMLAnchorElement>(".nav__item", nav)) {
    entry.querySelector(".nav__count")?.remove();
    const count = counts[entry.getAttribute("href") ?? ""];
    if (count) entry.append(element("span", { class: count.css }, count.text));
  }
}

function read(html: string): Counts {
  const counts: Counts = {};
  for (const entry of all<HTMLAnchorElement>(".nav__item", new DOMParser().parseFromString(html, "text/html"))) {
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
