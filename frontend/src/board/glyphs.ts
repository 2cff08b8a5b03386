/** Icons of the sprite that are drawn on the canvas (Lucide, 24 grid), and texts cut to a width. */

const PATHS = {
  late: [
    "m21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3",
    "M12 9v4",
    "M12 17h.01",
  ],
  lock: [
    "M5 11h14a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2z",
    "M7 11V7a5 5 0 0 1 10 0v4",
  ],
} as const;

export type Glyph = keyof typeof PATHS;

const made = new Map<Glyph, Path2D>();

function pathOf(glyph: Glyph): Path2D {
  let path = made.get(glyph);
  if (!path) {
    path = new Path2D();
    for (const part of PATHS[glyph]) path.addPath(new Path2D(part));
    made.set(glyph, path);
  }
  return path;
}

export function paintGlyph(
  context: CanvasRenderingContext2D, glyph: Glyph, x: number, y: number, size: number, colour: string,
): void {
  context.save();
  context.translate(x, y);
  context.scale(size / 24, size / 24);
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.lineCap = context.lineJoin = "round";
  context.stroke(pathOf(glyph));
  context.restore();
}

/** Widths of texts in one font; measuring is the dear part of writing on a canvas. */
export class TextWidths {
  private readonly known = new Map<string, number>();

  constructor(private readonly font: string) {}

  of(context: CanvasRenderingContext2D, text: string): number {
    let width = this.known.get(text);
    if (width === undefined) {
      context.font = this.font;
      width = context.measureText(text).width;
      this.known.set(text, width);
    }
    return width;
  }

  /** The text, or as much of it as fits with an ellipsis; empty when not even three letters fit. */
  fitted(context: CanvasRenderingContext2D, text: string, width: number): string {
    const whole = this.of(context, text);
    if (whole <= width) return text;
    for (let letters = Math.floor((text.length * width) / whole); letters >= 3; letters--) {
      const cut = `${text.slice(0, letters).trimEnd()}…`;
      if (this.of(context, cut) <= width) return cut;
    }
    return "";
  }
}
