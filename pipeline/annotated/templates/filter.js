// The filter itself is CSS; this only takes hidden kinds out of the Tab order and lets Escape close a card.
"use strict";
for (const box of document.querySelectorAll("input[data-shows]")) {
  const follow = () => {
    for (const mark of document.querySelectorAll("mark." + box.dataset.shows)) {
      mark.tabIndex = box.checked ? 0 : -1;
    }
  };
  box.addEventListener("change", follow);
  follow();
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && document.activeElement.matches("mark")) document.activeElement.blur();
});
