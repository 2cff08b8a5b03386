/** Small things about elements, events and cookies that several modules need. */

type Handler<T extends Element> = (element: T, event: Event) => void;

/** Listens once for the whole document: elements that htmx brings later are covered too. */
export function on<T extends Element>(type: string, selector: string, handler: Handler<T>): void {
  document.addEventListener(type, (event) => {
    const found = (event.target as Element | null)?.closest?.<T>(selector);
    if (found) handler(found, event);
  });
}

export function all<T extends Element>(selector: string, within: ParentNode = document): T[] {
  return [...within.querySelectorAll<T>(selector)];
}

/** Elements inside `within`, and `within` itself when it fits. */
export function allWithSelf<T extends Element>(selector: string, within: Element | Document): T[] {
  const found = all<T>(selector, within);
  if (within instanceof Element && within.matches(selector)) found.unshift(within as T);
  return found;
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** An icon of the sprite, the address of which stands in the head of the page. */
export function icon(name: string, size: 12 | 14 | 16 | 20 = 16): SVGElement {
  const sprite = document.querySelector<HTMLMetaElement>("meta[name=potok-icons]")?.content ?? "";
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", size === 16 ? "icon" : `icon icon--${size}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${sprite}#${name}`);
  svg.append(use);
  return svg;
}

const YEAR_SECONDS = 31_536_000;

export function keep(name: string, value: string): void {
  const age = value === "" ? 0 : YEAR_SECONDS;
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${age}; samesite=lax`;
}

/** Whether an element is drawn and can be used. */
export function usable(target: HTMLElement): boolean {
  return target.checkVisibility() && !target.matches(":disabled, [aria-disabled=true]");
}

export function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])"))
  );
}

export function debounced(milliseconds: number, action: () => void): () => void {
  let timer = 0;
  return () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(action, milliseconds);
  };
}
