/** Colours and measures of the drawing, taken from the tokens of the page. */

import { tokenColour } from "../tokens";
import type { Bar, Model } from "./model";

export type ColourMode = "lateness" | "status" | "family";

export interface Tint {
  fill: string;
  edge: string;
}

export interface Look {
  surface: string;
  group: string;
  closed: string;
  line: string;
  line2: string;
  ink: string;
  ink2: string;
  ink3: string;
  accent: string;
  focus: string;
  bad: string;
  onBad: string;
  badFill: string;
  frozen: string;
  selection: string;
  tints: Record<string, Tint>;
  /** Stroke of the hatch over preliminary bars. */
  hatch: CanvasPattern | string;
  /** Hatch of repairs and breakdowns. */
  stopHatch: CanvasPattern | string;
  font: string;
}

const TINTS: Record<string, [fill: string, edge: string]> = {
  ok: ["--bar-ok", "--bar-ok-edge"],
  risk: ["--bar-risk", "--bar-risk-edge"],
  late: ["--bar-late", "--bar-late-edge"],
  draft: ["--bar-draft", "--bar-draft-edge"],
  none: ["--bar-draft", "--bar-draft-edge"],
  sent: ["--new-bg", "--new"],
  agreed: ["--prod-bg", "--prod"],
  refused: ["--bad-bg", "--bad"],
  countered: ["--wait-bg", "--wait"],
  launched: ["--done-bg", "--done"],
  family0: ["--op-m", "--chart1"],
  family1: ["--op-s", "--ink-3"],
  family2: ["--op-a", "--chart3"],
  family3: ["--op-u", "--bar-risk-edge"],
  family4: ["--op-r", "--bar-draft-edge"],
  family5: ["--board-family", "--accent"],
  family6: ["--new-bg", "--new"],
  family7: ["--surface-3", "--ink-2"],
};
export const FAMILY_TINTS = 8;
const TILE = 6;

/** A tile of 45° stripes, sharp on any screen. */
function hatch(colour: string, width: number, ratio: number): CanvasPattern | string {
  const size = Math.round(TILE * ratio);
  const tile = document.createElement("canvas");
  tile.width = tile.height = size;
  const context = tile.getContext("2d");
  if (!context) return colour;
  context.strokeStyle = colour;
  context.lineWidth = width * ratio;
  context.beginPath();
  for (const shift of [-size, 0, size]) {
    context.moveTo(shift - 1, size + 1);
    context.lineTo(shift + size + 1, -1);
  }
  context.stroke();
  const pattern = context.createPattern(tile, "repeat");
  pattern?.setTransform(new DOMMatrix().scale(TILE / size));
  return pattern ?? colour;
}

export function readLook(ratio: number): Look {
  const tints: Record<string, Tint> = {};
  for (const [name, [fill, edge]] of Object.entries(TINTS)) {
    tints[name] = { fill: tokenColour(fill), edge: tokenColour(edge) };
  }
  return {
    surface: tokenColour("--surface"),
    group: tokenColour("--surface-2"),
    closed: tokenColour("--board-closed"),
    line: tokenColour("--line"),
    line2: tokenColour("--line-2"),
    ink: tokenColour("--ink"),
    ink2: tokenColour("--ink-2"),
    ink3: tokenColour("--ink-3"),
    accent: tokenColour("--accent"),
    focus: tokenColour("--focus"),
    bad: tokenColour("--bad"),
    onBad: tokenColour("--surface"),
    badFill: tokenColour("--bad-bg"),
    frozen: tokenColour("--board-frozen"),
    selection: tokenColour("--sel"),
    tints,
    hatch: hatch(tokenColour("--board-hatch"), 1.2, ratio),
    stopHatch: hatch(tokenColour("--board-stop-hatch"), 1.4, ratio),
    font: getComputedStyle(document.body).fontFamily,
  };
}

/** The tint of a bar in a mode; preliminary bars keep their grey fill when colours tell of dates. */
export function tintOf(bar: Bar, mode: ColourMode, model: Model): string {
  if (mode === "family") {
    return `family${Math.max(0, model.families.indexOf(bar.order.family)) % FAMILY_TINTS}`;
  }
  if (mode === "status") {
    if (bar.order.preliminary) return "draft";
    const progress = bar.order.progress;
    return progress === "launched" || progress === "stopped" ? "launched" : bar.line.agreement;
  }
  return bar.order.preliminary ? "draft" : bar.order.lateness;
}
