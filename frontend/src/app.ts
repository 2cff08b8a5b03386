/** The browser side of the component library; see docs/subsystems/web-components.md. */

import "./styles/index.css";
import * as clock from "./clock";
import * as combobox from "./combobox";
import * as copying from "./copying";
import * as dates from "./dates";
import * as dialogs from "./dialogs";
import * as drafts from "./drafts";
import * as glue from "./glue";
import * as keys from "./keys";
import * as lengths from "./lengths";
import * as lines from "./lines";
import * as matrix from "./matrix";
import * as menus from "./menus";
import * as navigation from "./navigation";
import * as palette from "./palette";
import * as panels from "./panels";
import * as printing from "./printing";
import * as session from "./session";
import * as table from "./table/table";
import * as theme from "./theme";
import * as toasts from "./toasts";
import * as tooltips from "./tooltips";
import * as uploads from "./uploads";

/** Makes new content work: the page at its start, later whatever htmx brings. */
function enhance(within: Element | Document): void {
  lengths.apply(within);
  combobox.enhance(within);
  dates.enhance(within);
  table.enhance(within);
  matrix.enhance(within);
  drafts.enhance(within);
}

for (const part of [
  glue, theme, navigation, menus, dialogs, panels, toasts, palette, uploads, copying, printing, clock, tooltips, table, matrix,
  keys, session, drafts, lines,
]) {
  part.start();
}
enhance(document);
document.addEventListener("htmx:load", (event) => enhance((event as CustomEvent<{ elt: Element }>).detail.elt));
