/**
 * Combobox: a text field that offers values, a hidden field that holds the chosen code.
 *
 * Offers come from a `<datalist>` inside, or from `data-url` (answers JSON `[{value, label}]` for `?q=`).
 */

import { allWithSelf, debounced, element } from "./dom";

interface Offer {
  value: string;
  label: string;
}

const MOST_OFFERS = 50;
const TYPING_PAUSE_MS = 150;

class Combobox {
  private readonly input: HTMLInputElement;
  private readonly hidden: HTMLInputElement | null;
  private readonly list = element("div", { class: "combobox__list", role: "listbox" });
  private offers: Offer[] = [];
  private index = -1;

  constructor(private readonly root: HTMLElement) {
    this.input = root.querySelector("input:not([type=hidden])")!;
    this.hidden = root.querySelector("input[type=hidden]");
    this.list.id = `${this.input.id || this.input.name}-offers`;
    this.list.hidden = true;
    root.append(this.list);
    this.input.setAttribute("role", "combobox");
    this.input.setAttribute("autocomplete", "off");
    this.input.setAttribute("aria-controls", this.list.id);
    this.input.setAttribute("aria-expanded", "false");
    const soon = debounced(root.dataset.url ? TYPING_PAUSE_MS : 0, () => void this.open());
    this.input.addEventListener("input", () => {
      if (this.hidden) this.hidden.value = "";
      soon();
    });
    this.input.addEventListener("click", () => void this.open());
    this.input.addEventListener("blur", () => {
      this.settle();
      this.close();
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = (event.target as Element).closest<HTMLElement>("[data-index]");
      if (option) this.choose(Number(option.dataset.index));
    });
  }

  private async found(): Promise<Offer[]> {
    const text = this.input.value.trim();
    if (this.root.dataset.url) {
      const separator = this.root.dataset.url.includes("?") ? "&" : "?";
      const answer = await fetch(`${this.root.dataset.url}${separator}q=${encodeURIComponent(text)}`).catch(() => null);
      return answer?.ok ? ((await answer.json()) as Offer[]) : [];
    }
    const wanted = text.toLocaleLowerCase("ru");
    return [...this.root.querySelectorAll("option")]
      .map((option) => ({ value: option.value, label: option.label }))
      .filter((offer) => `${offer.value} ${offer.label}`.toLocaleLowerCase("ru").includes(wanted));
  }

  private async open(): Promise<void> {
    const found = await this.found();
    if (document.activeElement !== this.input) return;
    this.offers = found.slice(0, MOST_OFFERS);
    this.index = this.offers.length ? 0 : -1;
    this.draw();
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  private draw(): void {
    const options = this.offers.map((offer, index) =>
      element(
        "div",
        {
          class: "combobox__option",
          role: "option",
          id: `${this.list.id}-${index}`,
          "data-index": String(index),
          "aria-selected": String(index === this.index),
        },
        offer.label,
        element("small", {}, offer.value),
      ),
    );
    const none = element("div", { class: "combobox__none" }, "Ничего не найдено");
    this.list.replaceChildren(...(options.length ? options : [none]));
    options[this.index]?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", this.index < 0 ? "" : `${this.list.id}-${this.index}`);
  }

  private choose(index: number): void {
    const offer = this.offers[index];
    if (!offer) return;
    this.input.value = offer.label;
    if (this.hidden) {
      this.hidden.value = offer.value;
      this.hidden.dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.close();
  }

  /** A code or name typed in full counts without choosing it from the list. */
  private settle(): void {
    if (!this.hidden || this.hidden.value) return;
    const typed = this.input.value.trim().toLocaleLowerCase("ru");
    const index = this.offers.findIndex(({ value, label }) =>
      [value, label].some((text) => text.toLocaleLowerCase("ru") === typed),
    );
    if (typed && index >= 0) this.choose(index);
  }

  private close(): void {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }

  private key(event: KeyboardEvent): void {
    if (this.list.hidden) {
      if (event.key === "ArrowDown" || event.key === "F4") {
        event.preventDefault();
        void this.open();
      }
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.index = Math.max(0, Math.min(this.offers.length - 1, this.index + step));
      this.draw();
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.choose(this.index);
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }
}

const made = new WeakSet<Element>();

export function enhance(within: Element | Document): void {
  for (const root of allWithSelf<HTMLElement>("[data-combobox]", within)) {
    if (made.has(root)) continue;
    made.add(root);
    new Combobox(root);
  }
}
