// Of tabs and chips that find no room side by side, the one that is open is seen.
for (const tab of document.querySelectorAll(":is(.tabs, .sides) [aria-current]")) tab.scrollIntoView({ block: "nearest", inline: "center" });
