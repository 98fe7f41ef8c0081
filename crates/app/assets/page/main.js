// The start page while a person types: the server reads the text and this script puts its answer in place.
// It never computes an event, and everything works without it, by the buttons of the form.
import { ask } from "./ask.js";
import { begin } from "./first.js";
import { field, live, text } from "./parts.js";
import { markServed } from "./show.js";
import { keep, restore, showOpened } from "./tab.js";

// The reader's own zone, until they have chosen one.
const zones = document.querySelector("select[data-guess]");
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zones && [...zones.options].some((option) => option.value === own)) zones.value = own;

document.documentElement.classList.add("scripted");

// Loading the page again asks for it anew rather than for the form to be sent once more.
const found = field("view").value === "found";
if (found) history.replaceState(null, "", "/");
if (!found && restore()) ask("save");
else if (found) keep();
else if (text.value) ask();
else begin();
markServed(live);
showOpened();
