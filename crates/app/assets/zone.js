// Chooses the browser's own time zone until the reader has chosen one. The page works without it.
const zones = document.querySelector("select[data-guess]");
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zones && [...zones.options].some((option) => option.value === own)) {
  zones.value = own;
}
