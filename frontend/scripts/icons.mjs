// Builds the SVG sprite: only the Lucide icons named in icons.json, plus the Potok mark.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, "../src/potok/web/static/potok/icons.svg");
const groups = JSON.parse(readFileSync(join(root, "icons.json"), "utf8"));

function symbol(name) {
  const file = join(root, "node_modules/lucide-static/icons", `${name}.svg`);
  const body = readFileSync(file, "utf8")
    .replace(/<!--.*?-->/gs, "")
    .replace(/^[\s\S]*?<svg[^>]*>/, "")
    .replace(/<\/svg>\s*$/, "")
    .replace(/\s*\n\s*/g, "")
    .replace(/ \/>/g, "/>");
  return `<symbol id="${name}" viewBox="0 0 24 24">${body}</symbol>`;
}

// The mark of the product: two streams running in parallel.
const mark =
  '<symbol id="potok" viewBox="0 0 24 24">' +
  '<path d="M5 10.6c2.3-3.2 4.7-3.2 7-1s4.7 2.2 7-1"/>' +
  '<path d="M5 16.2c2.3-3.2 4.7-3.2 7-1s4.7 2.2 7-1" opacity=".6"/></symbol>';

const names = [...new Set(Object.values(groups).flat())].sort();
const sprite =
  '<svg xmlns="http://www.w3.org/2000/svg">' +
  "<!-- Icons: Lucide, ISC licence, see icons-LICENSE.txt -->\n" +
  [...names.map(symbol), mark].join("\n") +
  "\n</svg>\n";
writeFileSync(target, sprite);
console.log(`icons.svg: ${names.length + 1} symbols, ${(sprite.length / 1024).toFixed(1)} KB`);
