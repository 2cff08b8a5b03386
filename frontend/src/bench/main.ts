/** The form of a calculation: rows, pasting, faults at the fields, values taken over from the tools. */

import "./bench.css";
import "./formulas.css";
import * as choices from "./choices";
import * as keys from "./keys";
import * as notes from "./notes";
import * as paste from "./paste";
import * as rows from "./rows";
import * as taking from "./taking";

for (const part of [choices, rows, paste, keys, notes, taking]) part.start();
