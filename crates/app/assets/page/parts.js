// The parts of the page that the other files speak of.

export const form = document.getElementById("page");
export const live = document.getElementById("live");
export const text = document.getElementById("text");

/** The form's field of this name. */
export const field = (name) => form.elements.namedItem(name);
/** The cards, in their order. */
export const cards = () => [...live.querySelectorAll("article.card")];
/** The card with this identity, else the one in its place. */
export const same = (uid, at) => cards().find((it) => it.dataset.uid === uid) ?? cards()[at];
/** The fields of the forms of the cards. */
export const inputs = () => [...live.querySelectorAll(".fields [name]")];
/** Whether what a field holds is not what the server wrote into it. */
export const isChanged = (it) => it.value !== it.defaultValue || (it.type === "checkbox" && it.checked !== it.defaultChecked);
/** What a field holds. */
export const held = (it) => (it.type === "checkbox" ? it.checked : it.value);

/** Types into the field of this name in a card, or in the part below the cards; gives the field. */
export function fill(scope, name, value) {
  const target = scope?.querySelector(`.fields [name$="${name.replace(/^e\d+/, "")}"]`);
  if (target?.type === "checkbox") target.checked = value;
  else if (target) target.value = value;
  return target;
}
