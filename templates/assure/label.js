"use strict";
// One card at a time. Text of the data is only ever set as text; the server escapes what can't be seen.
const byId = (id) => document.getElementById(id);
const WORDS = {
  unflagged: { question: "A record without findings: is there personal data in it?", nothing: "Nothing" },
  flagged: { question: "A record with findings (marked): was something missed beside them?", nothing: "Nothing else" },
  finding: { question: "A finding (marked): is it right?", nothing: "Nothing" },
};
const KEYS = {
  nothing: ["n", "Nothing"], personal: ["p", "Personal data"], special: ["s", "Special category"],
  right: ["r", "Right"], wrong: ["w", "Wrong"], skip: ["k", "Skip"],
};
let card = null;
let pending = null; // the label that waits for its kinds
let busy = false;
let seen = false; // whether the end of the record was on the screen

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function button(key, label, attributes, act) {
  const made = element("button", "", { type: "button", ...attributes });
  if (key) made.append(element("kbd", key));
  made.append(" " + label);
  made.addEventListener("click", act);
  return made;
}

async function ask(path, row) {
  if (busy) return;
  busy = true;
  try {
    const how = row === undefined
      ? {}
      : { method: "POST", headers: { "Content-Type": "application/json", "X-Audit": "1" }, body: JSON.stringify(row) };
    const reply = await fetch(path, { cache: "no-store", ...how });
    if (!reply.ok) throw new Error(await reply.text());
    card = await reply.json();
    show();
  } catch (problem) {
    byId("note").textContent = problem instanceof TypeError ? "The command has ended: labels are kept." : problem.message;
  } finally {
    busy = false;
  }
}

function show() {
  pending = null;
  byId("note").textContent = "";
  byId("kinds").hidden = true;
  const which = card.over ? "" : `Card ${card.number} of ${card.total} · `;
  byId("count").textContent = `${which}${card.labelled} labelled`;
  byId("bar").firstElementChild.style.width = `${card.total ? (100 * card.labelled) / card.total : 0}%`;
  byId("wrong").hidden = card.over || !card.found.length;
  document.querySelector("nav").hidden = card.over;
  if (card.over) {
    byId("question").textContent = "";
    byId("place").textContent = "";
    const all = card.labelled === card.total;
    byId("record").replaceChildren(element("p", all ? "Everything is labelled. The figures stand in the terminal." : "This sitting is over. Labels are kept; start the command again to go on.", { class: "done" }));
    return;
  }
  byId("question").textContent = WORDS[card.strand].question;
  byId("place").textContent = card.category ? `${card.place} · ${card.category}` : card.place;
  byId("record").replaceChildren(...card.passages.flatMap(passage));
  byId("says").replaceChildren(...card.says.map((say) => {
    const label = say === "nothing" ? WORDS[card.strand].nothing : KEYS[say][1];
    return button(KEYS[say][0], label, { "data-say": say, "aria-pressed": String(say === card.said) }, () => choose(say));
  }));
  byId("wrong").querySelector("div").replaceChildren(...card.found.map((kind, at) => toggle(String(at + 1), kind)));
  scrollTo(0, 0);
  seen = false;
  look();
  const mark = document.querySelector("mark");
  if (mark && card.strand === "finding") mark.scrollIntoView({ block: "center" });
  byId("record").focus({ preventScroll: true });
}

function passage(part) {
  const text = element("p");
  for (const [words, entity] of part.pieces) {
    if (!entity) { text.append(words); continue; }
    const mark = element("mark", words);
    mark.append(element("small", entity));
    text.append(mark);
  }
  return [element("h2", part.name), text];
}

function toggle(key, kind) {
  const made = button(key, kind.replaceAll("_", " "), { "aria-pressed": "false", "data-kind": kind }, () => {
    made.setAttribute("aria-pressed", made.getAttribute("aria-pressed") === "true" ? "false" : "true");
  });
  return made;
}

function pressed(id) {
  return [...byId(id).querySelectorAll("[aria-pressed=true]")].map((made) => made.dataset.kind);
}

function look() {
  const end = byId("record").getBoundingClientRect().bottom;
  seen ||= end <= document.querySelector("nav").getBoundingClientRect().top + 2;
}

function choose(say) {
  if (say === "nothing" && !seen) {
    byId("note").textContent = "There is more of this record: go on to its end.";
    scrollBy(0, innerHeight / 2);
    return;
  }
  const kinds = (card.kinds || {})[say];
  if (!kinds) { send(say, []); return; }
  pending = say;
  byId("kinds").hidden = false;
  byId("kinds").querySelector("legend").textContent = `What was missed? (${KEYS[say][1].toLowerCase()}; optional)`;
  byId("kinds").querySelector("div").replaceChildren(...kinds.map((kind, at) => toggle(String(at + 1), kind)));
  byId("kinds").scrollIntoView({ block: "nearest" });
  byId("done").focus();
}

function send(say, kinds) {
  ask("/label", { unit: card.unit, say, kinds, wrong: pressed("wrong") });
}

function key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !card || card.over) return;
  const letter = event.key.toLowerCase();
  if (pending && /^[1-9]$/.test(letter)) {
    byId("kinds").querySelectorAll("[data-kind]")[Number(letter) - 1]?.click();
  } else if (!pending && /^[1-9]$/.test(letter)) {
    byId("wrong").querySelectorAll("[data-kind]")[Number(letter) - 1]?.click();
  } else if (pending && letter === "enter" && !event.target.dataset?.kind && !event.target.dataset?.say) {
    send(pending, pressed("kinds"));
  } else if (pending && letter === "escape") {
    pending = null;
    byId("kinds").hidden = true;
    byId("record").focus();
  } else if (letter === "b" || letter === "q") {
    move(letter === "b" ? "back" : "quit");
  } else {
    const say = card.says.find((name) => KEYS[name][0] === letter);
    if (!say) return;
    choose(say);
  }
  event.preventDefault();
}

function move(name) { ask(`/${name}`, {}); }

document.addEventListener("scroll", look, { passive: true });
document.addEventListener("keydown", key);
for (const made of document.querySelectorAll("[data-move]")) made.addEventListener("click", () => move(made.dataset.move));
byId("done").addEventListener("click", () => pending && send(pending, pressed("kinds")));
ask("/card");
