"use strict";
const cards = [...document.querySelectorAll("#cards article")];
const selects = [...document.querySelectorAll("[data-filter]")];
const words = document.getElementById("words");
const count = document.getElementById("count");

function show() {
  const wanted = words.value.toLowerCase();
  let shown = 0;
  for (const card of cards) {
    const fits = selects.every((select) => !select.value ||
      (card.dataset[select.dataset.filter] || "").split("|").includes(select.value));
    card.hidden = !(fits && card.textContent.toLowerCase().includes(wanted));
    if (!card.hidden) shown += 1;
  }
  count.textContent = `${shown} of ${cards.length}`;
}
selects.forEach((select) => select.addEventListener("change", show));
words.addEventListener("input", show);
show();
