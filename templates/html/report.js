"use strict";
(() => {
  const print = () => document.querySelectorAll("details").forEach((part) => { part.open = true; });
  window.addEventListener("beforeprint", print);

  const source = document.getElementById("findings-data");
  const explorer = document.getElementById("explorer");
  if (!source || !explorer) return;
  const data = JSON.parse(source.textContent);
  const size = data.rows.path.length;
  const page = 25;
  const $ = (id) => document.getElementById(id);
  const body = $("explorer-rows");
  const labels = Array.from(explorer.querySelectorAll("thead th"), (cell) => cell.textContent);
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const lower = {};
  for (const name of ["path", "field", "entity", "category", "masked", "status"]) {
    lower[name] = data.words[name].map((word) => word.toLowerCase());
  }
  let shown = [];
  let at = 0;

  function fill(select, words) {
    words.map((word, index) => [word, index]).sort((a, b) => (a[0] < b[0] ? -1 : 1)).forEach(([word, index]) => {
      if (word === "") return;
      const option = document.createElement("option");
      option.value = String(index);
      option.textContent = word;
      select.append(option);
    });
  }

  function matching(query) {
    const sets = {};
    for (const name of Object.keys(lower)) {
      sets[name] = new Uint8Array(lower[name].length);
      lower[name].forEach((word, index) => { if (word.includes(query)) sets[name][index] = 1; });
    }
    return sets;
  }

  function filter() {
    const query = $("f-search").value.trim().toLowerCase();
    const sets = query ? matching(query) : null;
    const wanted = [["category", $("f-category").value], ["path", $("f-path").value], ["status", $("f-status").value]].filter((pair) => pair[1] !== "");
    const rows = data.rows;
    const names = Object.keys(lower);
    shown = [];
    for (let i = 0; i < size; i += 1) {
      if (wanted.some(([name, value]) => rows[name][i] !== Number(value))) continue;
      if (sets && !names.some((name) => sets[name][rows[name][i]]) && !rows.fingerprint[i].startsWith(query)) continue;
      shown.push(i);
    }
    at = 0;
    draw();
  }

  function cell(row, text, index, kind) {
    const made = document.createElement(index === 0 ? "th" : "td");
    if (index === 0) made.scope = "row";
    if (kind) made.className = kind;
    made.dataset.label = labels[index];
    text.split(/(?<=[._/\]])/).forEach((part, place) => { if (place) made.append(document.createElement("wbr")); made.append(part); });
    row.append(made);
  }

  function draw() {
    const rows = data.rows;
    const words = data.words;
    body.replaceChildren();
    shown.slice(at, at + page).forEach((i) => {
      const row = document.createElement("tr");
      cell(row, words.masked[rows.masked[i]], 0);
      cell(row, words.entity[rows.entity[i]] + (words.status[rows.status[i]] ? " (" + words.status[rows.status[i]] + ")" : ""), 1);
      cell(row, words.path[rows.path[i]], 2);
      cell(row, String(rows.record[i]), 3, "n");
      cell(row, rows.line[i] === null ? "" : String(rows.line[i]), 4, "n");
      cell(row, words.field[rows.field[i]], 5);
      cell(row, (rows.score[i] / 100).toFixed(2), 6, "n");
      cell(row, rows.fingerprint[i], 7, "mono");
      body.append(row);
    });
    const last = Math.min(at + page, shown.length);
    $("explorer-count").textContent = explorer.dataset.count
      .replace("{from}", number.format(shown.length ? at + 1 : 0)).replace("{to}", number.format(last))
      .replace("{n}", number.format(shown.length)).replace("{all}", number.format(size));
    $("explorer-back").disabled = at === 0;
    $("explorer-on").disabled = last >= shown.length;
  }

  fill($("f-category"), data.words.category);
  fill($("f-path"), data.words.path);
  fill($("f-status"), data.words.status);
  let timer = 0;
  $("f-search").addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(filter, 120); });
  ["f-category", "f-path", "f-status"].forEach((id) => $(id).addEventListener("change", filter));
  $("explorer-back").addEventListener("click", () => { at = Math.max(0, at - page); draw(); });
  $("explorer-on").addEventListener("click", () => { at += page; draw(); });
  explorer.hidden = false;
  filter();
})();
