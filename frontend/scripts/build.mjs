// Builds every entry (or those named: `node scripts/build.mjs app`) into one script and one style sheet with
// stable names; Django adds the hashes.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, "../src/potok/web/static/potok");
const entries = { app: "src/app.ts", board: "src/board/main.ts", bench: "src/bench/main.ts", floor: "src/floor/main.ts", sewing: "src/sewing/main.ts", hall: "src/hall/main.ts", "floor-worker": "src/floor/worker.ts" };
const wanted = process.argv.slice(2).filter((word) => word in entries);
const watch = process.argv.includes("--watch") ? {} : null;

for (const [name, file] of Object.entries(entries)) {
  if (!existsSync(join(root, file)) || (wanted.length && !wanted.includes(name))) continue;
  await build({
    root,
    base: "./",
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: {
      outDir: target,
      emptyOutDir: false,
      assetsInlineLimit: 0,
      cssCodeSplit: true,
      target: ["chrome123", "firefox121", "safari17.5"],
      modulePreload: false,
      watch,
      rollupOptions: {
        input: { [name]: join(root, file) },
        output: {
          format: "es",
          entryFileNames: "[name].js",
          assetFileNames: (asset) => {
            const original = asset.names?.[0] ?? "";
            if (original.endsWith(".css")) return `${name}.css`;
            return original.endsWith(".woff2") ? "fonts/[name][extname]" : "[name][extname]";
          },
        },
      },
    },
  });
  console.log(`built ${name}`);
}
