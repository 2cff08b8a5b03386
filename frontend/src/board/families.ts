/** Names of product groups: master data may hold a bare code, people know a group by its products. */

import type { OrderData } from "./types";

const MOST_WORDS = 2;
const CYRILLIC = /[а-яё]/i;

/** What follows the last comma of a product's name: its packing. */
function packing(product: string): string {
  const [, ...parts] = product.split(", ");
  return parts.at(-1) ?? "";
}

/** "краска, грунтовка" by the first words of the products, and their packing when it is the same. */
function byProducts(products: readonly string[]): string {
  const words = [...new Set(products.map((name) => (name.split(/[\s,]/)[0] ?? "").toLowerCase()))];
  const packings = new Set(products.map(packing));
  const shown = words.slice(0, MOST_WORDS).join(", ") + (words.length > MOST_WORDS ? "…" : "");
  return packings.size === 1 ? `${shown} ${[...packings][0]}`.trim() : shown;
}

/** The name of a group: as given when it is in words, else by the products that the orders have of it. */
export function familyName(family: string, orders: Readonly<Record<string, OrderData>>): string {
  if (family === "") return "без группы";
  if (CYRILLIC.test(family)) return family;
  const products = Object.values(orders).filter((order) => order.family === family).map((order) => order.product);
  return byProducts([...new Set(products)].sort());
}
