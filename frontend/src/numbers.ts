/** Numbers as the pages write them: comma, U+202F between thousands, U+2212. */

const THIN_SPACE = "\u202f";
const MINUS = "\u2212";

export function formatNumber(value: number, decimals: number): string {
  const [whole = "0", fraction] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE);
  const text = fraction ? `${grouped},${fraction}` : grouped;
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

/** The plain form of numbers in a text, for the clipboard: no thin spaces, an ordinary minus. */
export function plainNumbers(text: string): string {
  return text.replace(/(?<=\d)\u202f(?=\d)/g, "").replace(/\u2212(?=\d)/g, "-");
}
