/** The pages of the shops. */

import "./card.css";
