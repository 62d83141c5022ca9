// Binds the evidence to the turn that is clicked. Runs once, with `element` the evidence panel and
// `server` its functions on the server.
const root = element.closest(".gradio-container") || document.body;

const viewer = document.createElement("dialog");
viewer.id = "document";
viewer.setAttribute("aria-labelledby", "document-title");
const bar = document.createElement("p");
bar.className = "bar";
const close = document.createElement("button");
close.type = "button";
close.className = "close";
close.textContent = "Close";
close.addEventListener("click", () => viewer.close());
const text = document.createElement("div");
text.className = "text";
bar.append(close);
viewer.append(bar, text);
root.append(viewer);
viewer.addEventListener("click", (event) => {
  if (event.target === viewer) viewer.close();
});

function showTurn(turn) {
  const sections = [...element.querySelectorAll("section.turn")];
  if (!sections.some((section) => section.dataset.turn === String(turn))) return;
  for (const section of sections) section.hidden = section.dataset.turn !== String(turn);
}

function showCard(id) {
  const [, turn] = id.split("-");
  showTurn(turn);
  const card = document.getElementById(id);
  if (!card) return;
  for (const other of root.querySelectorAll(".card.front")) other.classList.remove("front");
  card.classList.add("front");
  card.scrollIntoView({ block: "nearest" });
  card.focus({ preventScroll: true });
}

async function showDocument(button) {
  const { source, start, end } = button.dataset;
  text.innerHTML = await server.whole_document([source, Number(start), Number(end)]);
  viewer.showModal();
  const mark = text.querySelector("mark");
  if (mark) {
    mark.tabIndex = -1;
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
  }
}

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    // Without https or localhost a page has no clipboard of its own.
    const area = document.createElement("textarea");
    area.value = words;
    root.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

function said(button, words) {
  const before = button.textContent;
  button.textContent = words;
  setTimeout(() => { button.textContent = before; }, 1500);
}

root.addEventListener("click", async (event) => {
  const link = event.target.closest('a[href^="#cite-"]');
  if (link) {
    event.preventDefault();
    showCard(link.getAttribute("href").slice(1));
    return;
  }
  const show = event.target.closest("button.show");
  if (show) return showDocument(show);
  const cite = event.target.closest("button.cite");
  if (cite) {
    await copy(cite.dataset.citation);
    return said(cite, "Copied");
  }
  const message = event.target.closest("#chat [data-testid=bot]");
  if (message) showTurn([...root.querySelectorAll("#chat [data-testid=bot]")].indexOf(message));
});

// What is copied is the answer as it is read, not its Markdown.
root.addEventListener("click", (event) => {
  const button = event.target.closest('#chat button[aria-label="Copy message"]');
  if (!button) return;
  const box = button.closest(".message-buttons-left, .message-buttons-right, .message-buttons");
  let row = box;
  while (row && !row.querySelector?.("[data-testid]")) row = row.previousElementSibling;
  if (!row) return;
  event.stopPropagation();
  copy(row.querySelector(".message-content, [data-testid]").innerText.trim());
  button.title = "Copied";
}, true);

// A screen reader is given the words, not their Markdown.
function nameBubbles() {
  for (const bubble of root.querySelectorAll("#chat [data-testid=bot], #chat [data-testid=user]")) {
    const who = bubble.dataset.testid === "bot" ? "Answer" : "Question";
    const label = `${who}: ${bubble.innerText.trim()}`;
    if (bubble.getAttribute("aria-label") !== label) bubble.setAttribute("aria-label", label);
  }
}
let naming = 0;
new MutationObserver(() => {
  clearTimeout(naming);
  naming = setTimeout(nameBubbles, 100);
}).observe(root, { subtree: true, childList: true, characterData: true });
