// Words and cards light each other up, by pointer and by focus.
import { live } from "./parts.js";

function light(target) {
  for (const lit of live.querySelectorAll(".lit")) lit.classList.remove("lit");
  const mark = target?.closest?.("mark");
  const card = target?.closest?.("article.card");
  if (mark) {
    for (const number of mark.dataset.of.split(" ")) {
      const found = document.getElementById(`event-${number}`);
      found?.classList.add("lit");
      found?.querySelector(`[data-kind="${mark.dataset.kind}"]`)?.classList.add("lit");
    }
    mark.classList.add("lit");
  } else if (card) {
    const kind = target.closest("[data-kind]")?.dataset.kind;
    for (const it of live.querySelectorAll("mark")) {
      const ours = it.dataset.of.split(" ").includes(card.dataset.number);
      if (ours && (!kind || kind === it.dataset.kind)) it.classList.add("lit");
    }
    card.classList.add("lit");
  }
}

live.addEventListener("pointerover", (event) => light(event.target));
live.addEventListener("pointerleave", () => light(document.activeElement));
live.addEventListener("focusin", (event) => light(event.target));
live.addEventListener("focusout", (event) => light(event.relatedTarget));
