/** htmx 2 is loaded as its own file before the bundle; this is the part of it that Potok calls. */

interface AjaxTarget {
  target?: string | Element;
  swap?: string;
  source?: Element;
  values?: Record<string, string>;
  event?: Event | undefined;
}

interface Htmx {
  ajax(method: string, url: string, target: AjaxTarget): Promise<void>;
  trigger(target: Element, name: string): void;
  process(target: Element): void;
}

declare global {
  interface Window {
    htmx: Htmx;
  }
}

/** What htmx tells in the details of its events. */
export interface RequestDetail {
  elt: HTMLElement;
  target: HTMLElement;
  xhr: XMLHttpRequest;
  shouldSwap?: boolean;
  headers: Record<string, string>;
  verb: string;
  requestConfig: { verb: string; path: string; triggeringEvent?: Event };
}

export function load(url: string, target: string | Element, swap = "innerHTML"): Promise<void> {
  return window.htmx.ajax("GET", url, { target, swap });
}

export function onHtmx(name: string, handler: (detail: RequestDetail, event: Event) => void): void {
  document.addEventListener(`htmx:${name}`, (event) => handler((event as CustomEvent<RequestDetail>).detail, event));
}

export {};
