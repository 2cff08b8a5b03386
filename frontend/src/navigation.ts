/** Navigation: live counts, the drawer of a phone, names of the icons on the rail. */

import { all, on } from "./dom";

const REFRESH_MS = 60_000;

async function refreshCounts(nav: HTMLElement): Promise<void> {
  const url = nav.dataset.countsUrl;
  if (!url || document.hidden) return;
  const answer = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const entry of all<HTMLAnchorElement>(".nav__item", nav)) {
    const same = fresh.querySelector(`.nav__item[href="${CSS.escape(entry.getAttribute("href") ?? "")}"]`);
    entry.querySelector(".nav__count")?.remove();
    const count = same?.querySelector(".nav__count");
    if (count) entry.append(count);
  }
}

export function start(): void {
  const nav = document.getElementById("nav");
  if (!nav) return;
  window.setInterval(() => void refreshCounts(nav), REFRESH_MS);
  on("click", "[data-nav-toggle]", () => nav.classList.toggle("is-open"));
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    if (!target.closest(".nav, [data-nav-toggle]")) nav.classList.remove("is-open");
  });
}
