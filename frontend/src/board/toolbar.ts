/** Buttons around the board: scale, steps, colours; each has a key of the page. */

import { all, element } from "../dom";
import type { Board } from "./board";
import type { Model } from "./model";
import { familyName } from "./families";
import { FAMILY_TINTS, type ColourMode } from "./look";
import { HOUR, DAY, rangeText, startOfDay } from "./time";
import { PRESET_SPAN, type Preset } from "./viewport";

const ZOOM_STEP = 1.6;
const KEPT_COLOUR = "potok_board_colour";
const KEPT_SCALE = "potok_board_scale";
/** Now stands at this share of the width when the board opens. */
const NOW_SHARE = 0.25;

const STEP: Record<Preset, number> = { shift: 8 * HOUR, day: DAY, week: 7 * DAY, month: 31 * DAY };

function isPreset(name: string | null | undefined): name is Preset {
  return name != null && name in PRESET_SPAN;
}

function isColour(name: string | null): name is ColourMode {
  return name === "lateness" || name === "status" || name === "family";
}

export class Toolbar {
  private preset: Preset = "week";
  /** The plan whose product families the legend names. */
  private named: Model | null = null;

  constructor(private readonly board: Board) {
    const kept = localStorage.getItem(KEPT_SCALE);
    if (isPreset(kept)) this.preset = kept;
    board.view.show(PRESET_SPAN[this.preset], board.model.now, NOW_SHARE);
    for (const button of all<HTMLElement>("[data-scale]")) {
      button.addEventListener("click", () => this.scale(button.dataset.scale));
    }
    this.press("[data-zoom-in]", () => this.zoom(1 / ZOOM_STEP));
    this.press("[data-zoom-out]", () => this.zoom(ZOOM_STEP));
    this.press("[data-go-now]", () => this.goTo(board.model.now, NOW_SHARE));
    this.press("[data-step-back]", () => this.step(-1));
    this.press("[data-step-on]", () => this.step(1));
    this.colours();
    board.watch((view) => {
      for (const place of all("[data-range]")) place.textContent = rangeText(view.from, view.to);
      this.markScale();
      this.nameFamilies();
    });
    board.moved();
  }

  private press(selector: string, action: () => void): void {
    for (const button of all<HTMLElement>(selector)) button.addEventListener("click", action);
  }

  private zoom(factor: number): void {
    const { view, marks } = this.board;
    const chosen = marks.selected;
    const inSight = chosen && chosen.finish > view.from && chosen.start < view.to;
    const x = inSight ? view.x(Math.min(Math.max((chosen.start + chosen.finish) / 2, view.from), view.to)) : view.width / 2;
    view.zoom(factor, x);
    this.board.moved();
  }

  private scale(name: string | undefined): void {
    if (!isPreset(name)) return;
    this.preset = name;
    localStorage.setItem(KEPT_SCALE, name);
    const { view, model, marks } = this.board;
    const span = PRESET_SPAN[name];
    const chosen = marks.selected;
    if (chosen) view.show(span, chosen.start, NOW_SHARE);
    else if (model.now >= view.from && model.now <= view.to) view.show(span, model.now, NOW_SHARE);
    else view.show(span, span >= DAY ? startOfDay(view.from + view.span / 2 - span / 2) : view.from, 0);
    this.board.moved();
  }

  private goTo(at: number, share: number): void {
    this.board.view.show(this.board.view.span, at, share);
    this.board.moved();
  }

  /** By a shift, day, week or month of the present scale. */
  private step(direction: 1 | -1): void {
    const { view } = this.board;
    const near = (Object.keys(STEP) as Preset[]).find((name) => view.span <= PRESET_SPAN[name] * 1.2) ?? "month";
    this.goTo(view.from + direction * STEP[near], 0);
  }

  private markScale(): void {
    for (const button of all<HTMLElement>("[data-scale]")) {
      const name = button.dataset.scale;
      const current = isPreset(name) && Math.abs(this.board.view.span - PRESET_SPAN[name]) < HOUR / 60;
      button.setAttribute("aria-pressed", String(current));
    }
  }

  private nameFamilies(): void {
    if (this.named === this.board.model) return;
    this.named = this.board.model;
    const place = document.querySelector("[data-families]");
    place?.replaceChildren(
      ...this.board.model.families.flatMap((family, i) => [
        element("i", { class: `swatch tint tint--family${i % FAMILY_TINTS}` }),
        element("span", { title: family }, familyName(family, this.board.model.data.orders)),
      ]),
    );
  }

  private colours(): void {
    const choice = document.querySelector<HTMLSelectElement>("[data-colour]");
    const kept = localStorage.getItem(KEPT_COLOUR);
    const apply = (mode: ColourMode): void => {
      this.board.colour(mode);
      this.board.root.closest<HTMLElement>("[data-board-page]")?.setAttribute("data-colours", mode);
    };
    if (choice && isColour(kept)) choice.value = kept;
    if (choice && isColour(choice.value)) apply(choice.value);
    choice?.addEventListener("change", () => {
      if (!isColour(choice.value)) return;
      localStorage.setItem(KEPT_COLOUR, choice.value);
      apply(choice.value);
    });
  }
}
