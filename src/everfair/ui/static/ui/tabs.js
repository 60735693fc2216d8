// Of tabs and chips that find no room side by side, the one that is open is seen. Only sideways: an address may lead further down.
const middle = (element) => {
  const { left, width } = element.getBoundingClientRect();
  return left + width / 2;
};

for (const tab of document.querySelectorAll(":is(.tabs, .sides) [aria-current]")) {
  const row = tab.closest(".tabs, .sides");
  row.scrollLeft += middle(tab) - middle(row);
}
