/** The plant's clock runs on from the moment the server gave. */

const TICK_MS = 10_000;

function two(value: number): string {
  return String(value).padStart(2, "0");
}

export function start(): void {
  const shown = document.querySelector<HTMLElement>("[data-clock]");
  if (!shown?.dataset.clock) return;
  const lag = new Date(shown.dataset.clock).getTime() - Date.now();
  window.setInterval(() => {
    const now = new Date(Date.now() + lag);
    const date = `${two(now.getDate())}.${two(now.getMonth() + 1)}.${now.getFullYear()}`;
    shown.textContent = `${date}, ${two(now.getHours())}:${two(now.getMinutes())}`;
  }, TICK_MS);
}
