// All that a page does by itself; without it every table, text and section is there and right.
"use strict";
(() => {
  const each = (selector, action, within = document) => within.querySelectorAll(selector).forEach(action);

  // Tables: a button in each heading sorts by its column, and a third press restores the order.
  const worth = (cell) => {
    const text = cell ? cell.textContent.trim().replace(/−/g, "-").replace(/[,▲▼●◐○?]/g, "").trim() : "";
    return { text, number: parseFloat(text), empty: text === "" || text === "–" };
  };
  // In a column of numbers, words such as "not enough text" stand at the end whichever way it is sorted.
  const worths = (rows, column) => {
    const known = rows.map((row, place) => ({ row, place, ...worth(row.cells[column]) }));
    const words = known.filter((each) => !each.empty && Number.isNaN(each.number)).map((each) => each.text);
    const numeric = known.filter((each) => !Number.isNaN(each.number)).length > new Set(words).size;
    return known.map((each) => ({ ...each, numeric, empty: each.empty || (numeric && Number.isNaN(each.number)) }));
  };
  const compare = (one, other) =>
    one.numeric ? one.number - other.number : one.text.localeCompare(other.text, "en");
  each("main table:not(.pl-questions)", (table) => {
    const body = table.tBodies[0];
    const heads = table.tHead ? [...table.tHead.rows[0].cells] : [];
    if (!body || body.rows.length < 2 || table.querySelector("[rowspan], [colspan]")) return;
    const original = [...body.rows];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const before = head.getAttribute("aria-sort");
        const now = before === "ascending" ? "descending" : before === "descending" ? "" : "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        if (now) head.setAttribute("aria-sort", now);
        const turn = now === "descending" ? -1 : 1;
        const known = worths(original, column);
        if (now) {
          known.sort((a, b) => {
            if (a.empty || b.empty) return a.empty - b.empty || a.place - b.place;
            return turn * compare(a, b) || a.place - b.place;
          });
        }
        body.append(...known.map(({ row }) => row));
      });
    });
  });

  // A list of places closes when one of them is chosen.
  each("[popover] a", (link) => link.addEventListener("click", () => link.closest("[popover]").hidePopover?.()));

  // Paper has everything open.
  const evidence = () => [...document.querySelectorAll("details:not([open])")];
  let opened = [];
  addEventListener("beforeprint", () => { opened = evidence(); opened.forEach((part) => { part.open = true; }); });
  addEventListener("afterprint", () => { opened.forEach((part) => { part.open = false; }); });
  each("[data-unfold]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const open = button.getAttribute("aria-pressed") !== "true";
      each("main details", (part) => { part.open = open; });
      document.body.classList.toggle("unfolded", open);
      button.setAttribute("aria-pressed", String(open));
    });
  });

  // Text to paste: one press copies it.
  each("[data-copy]", (button) => {
    const text = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", async () => {
      getSelection().selectAllChildren(text);
      try { await navigator.clipboard.writeText(text.textContent); } catch { document.execCommand("copy"); }
      button.textContent = "Copied";
    });
  });
})();
