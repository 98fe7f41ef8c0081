// Files: chosen, dropped anywhere on the page, or pasted. Every way ends in the input, whose button reads it.
import { form } from "./parts.js";
import { say } from "./say.js";

const chooser = document.getElementById("file");
const opener = document.getElementById("open");
const LARGEST = 8 * 1024 * 1024;

/** Reads what the input holds, unless it is more than the server takes: then nothing need be sent. */
function readFiles() {
  const size = [...chooser.files].reduce((sum, file) => sum + file.size, 0);
  if (size > LARGEST) {
    chooser.value = "";
    say("This is larger than 8 MiB. Save the mail without its attachments, or paste the part that holds the dates.");
  } else if (chooser.files.length > 0) {
    say(chooser.files.length > 1 ? "Reading the files…" : "Reading the file…");
    form.requestSubmit(opener);
  }
}

function takeFiles(files) {
  chooser.files = files;
  readFiles();
}

const carries = (data) => Boolean(data?.types.includes("Files"));
const outline = (is) => document.documentElement.classList.toggle("dropping", is);

chooser.addEventListener("change", readFiles);
document.addEventListener("dragover", (event) => {
  if (!carries(event.dataTransfer)) return;
  event.preventDefault();
  outline(true);
});
document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) outline(false);
});
document.addEventListener("drop", (event) => {
  outline(false);
  if (!carries(event.dataTransfer)) return;
  event.preventDefault();
  takeFiles(event.dataTransfer.files);
});
document.addEventListener("paste", (event) => {
  // What has words too is pasted as words.
  const data = event.clipboardData;
  if (!carries(data) || data.types.includes("text/plain") || data.files.length === 0) return;
  event.preventDefault();
  takeFiles(data.files);
});
