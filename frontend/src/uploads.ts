/** Upload zones: files dropped on them, names of the chosen ones. */

import { element, on } from "./dom";

function list(zone: Element, files: FileList): void {
  const place = zone.querySelector("[data-upload-files]");
  place?.replaceChildren(...[...files].map((file) => element("span", { class: "pill pill--accent" }, file.name)));
}

export function start(): void {
  on<HTMLInputElement>("change", "[data-upload] input", (input) => {
    const zone = input.closest("[data-upload]");
    if (zone && input.files) list(zone, input.files);
  });
  for (const type of ["dragenter", "dragover"]) {
    on(type, "[data-upload]", (zone, event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    });
  }
  on("dragleave", "[data-upload]", (zone) => zone.classList.remove("is-over"));
  on("drop", "[data-upload]", (zone, event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    const files = (event as DragEvent).dataTransfer?.files;
    const input = zone.querySelector("input");
    if (!files?.length || !input) return;
    input.files = files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
