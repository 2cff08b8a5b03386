/** Names of workshops and machines at the left, with the load of the shown time. */

import { element, icon } from "../dom";
import { formatNumber } from "../numbers";
import type { MachineRow, Model, Row } from "./model";

/** Under this share no machine is called the bottleneck. */
const TIGHT = 0.7;

/** The machine with the highest load; between equal ones that with more work in the whole plan. */
function fullest(rows: readonly MachineRow[], loads: Map<MachineRow, number | null>): MachineRow | null {
  let found: MachineRow | null = null;
  for (const row of rows) {
    const load = loads.get(row) ?? 0;
    const best = found ? (loads.get(found) ?? 0) : TIGHT;
    if (load > best || (load === best && found && row.work > found.work)) found = row;
  }
  return found;
}

export class Labels {
  private readonly loads = new Map<MachineRow, HTMLElement>();
  private readonly list = element("div", { class: "board__rows" });

  constructor(place: HTMLElement) {
    place.replaceChildren(this.list);
  }

  draw(model: Model): void {
    this.loads.clear();
    this.list.replaceChildren(...model.rows.map((row) => this.label(row)));
  }

  scrollTo(top: number): void {
    this.list.style.transform = `translateY(${-top}px)`;
  }

  /** Writes the load of the time between two moments; the fullest machine of each workshop stands out. */
  showLoads(model: Model, from: number, to: number): void {
    const loads = new Map([...this.loads.keys()].map((row) => [row, model.load(row, from, to)]));
    const bottlenecks = new Set(model.workshops.map((rows) => fullest(rows, loads)));
    for (const [row, place] of this.loads) {
      const load = loads.get(row) ?? null;
      place.textContent = load === null ? "—" : `${formatNumber(load * 100, 0)}\u00a0%`;
      place.classList.toggle("is-tight", bottlenecks.has(row));
      place.title = bottlenecks.has(row) ? "самая загруженная машина цеха в показанное время" : "";
    }
  }

  private label(row: Row): HTMLElement {
    const made = row.kind === "group" ? this.group(row.name) : this.machine(row);
    made.style.height = `${row.height}px`;
    return made;
  }

  private group(name: string): HTMLElement {
    return element("div", { class: "board__group" }, icon("factory", 14), element("span", {}, name));
  }

  private machine(row: MachineRow): HTMLElement {
    const { machine } = row;
    const load = element("span", { class: "board__load" });
    this.loads.set(row, load);
    const name = element("span", { class: "board__name", title: `${machine.name} (${machine.code})` }, machine.name);
    const made = element("div", { class: "board__machine", "data-machine": machine.code }, name, load);
    if (machine.status !== "working") {
      const word = machine.status === "repair" ? "в ремонте" : "неисправна";
      name.after(element("span", { class: "board__status tone-bad", title: word }, icon("wrench", 14)));
    }
    return made;
  }
}
