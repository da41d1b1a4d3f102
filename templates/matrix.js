// Finds, filters and sorts the measures of the overview's matrix. Without this script the page shows
// all of them in the plan's order. PLAN, which the build puts before this, has them in that order.
//
// The form is the only state: what is chosen in it is what the address says, name by name and value
// by value, so that an address can be sent to somebody. All text is set as text, never as markup.
"use strict";

/**
 * @typedef {object} Measure  what PLAN says of it, and:
 * @property {HTMLTableRowElement} row
 * @property {HTMLTableSectionElement} group  the measures of its item
 * @property {HTMLAnchorElement} link
 * @property {string[]} [folded]  the texts as they are searched, once somebody has searched
 * @property {boolean} [isMarked]
 * @property {HTMLTableRowElement} [finds]  where words were found
 *
 * @typedef {Record<string, string[]>} Asked  values by name; several of one name mean any of them
 */

const form = /** @type {HTMLFormElement} */ (document.getElementById("report-filters"));
const table = /** @type {HTMLTableElement} */ (document.getElementById("report-table"));
const hits = /** @type {HTMLElement} */ (document.getElementById("report-hits"));

const OF_A_MEASURE = ["goal", "item", "department"];
const PLACES = 3; // of a measure in which words were found are shown, or more if words need them,
const BEFORE = 12; // with so many characters before a word
const BEHIND = 40; // and behind it
const LONG = 30; // characters: what somebody typed is said no further
const AT_ONCE = 30; // rows, more than a window has room for

const measures = readMeasures();
const columns = [...table.tHead.rows[0].cells].map(makeColumn);
const ungrouped = table.createTBody(); // has the rows while they are sorted
let sort = "";
let inOrder = measures;
let pending = 0; // the timer of what is not shown yet
/** @type {string[]} */
let unknown = []; // conditions of the address that no part of the form stands for

restore();
// A list that waits for the form is shown a frame later: what is shown and moved in the same frame
// counts as a jump.
if (table.matches(":target")) requestAnimationFrame(() => setTimeout(appear));
else appear();
form.querySelector("details").open = matchMedia("(min-width: 64rem)").matches;
form.addEventListener("input", change);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  table.parentElement.focus(); // what was asked for is shown there already
});
form.querySelector("[type=button]").addEventListener("click", () => {
  clear();
  change();
});
addEventListener("popstate", restore);

function appear() {
  form.hidden = false;
}

/** @returns {Measure[]} */
function readMeasures() {
  return [...table.querySelectorAll("th[scope=row]")].map((head, n) => {
    const row = head.parentElement;
    const measure = { row, group: row.parentElement, link: head.firstChild, ...PLAN.measures[n] };
    head.append(element("span", "of", measure.texts.at(-1))); // its goal, seen once it is sorted
    return measure;
  });
}

// --- The form and the address ---------------------------------------------------

function chosen() {
  return [...new FormData(form)].filter(([, value]) => value.trim());
}

function clear() {
  form.reset();
  form.elements.sort.value = ""; // which a reset leaves as it is
}

function restore() {
  clear();
  const asked = new URLSearchParams(location.search);
  for (const field of form.elements) {
    const values = asked.getAll(field.name);
    if (field.type === "checkbox") field.checked = values.includes(field.value);
    else if (values.length && takes(field, values[0])) field.value = values[0];
  }
  const known = new Set(chosen().map(String));
  const conditions = [...OF_A_MEASURE, ...PLAN.details, ...PLAN.facts, "sort"]; // an address may hold more than ours
  unknown = [...asked]
    .filter(([name, value]) => conditions.includes(name) && value.trim())
    .filter((condition) => !known.has(String(condition)))
    .map((condition) => condition.join("="));
  show();
}

/** Whether there is such an option or column. A select that is set to another would be blank. */
function takes(field, value) {
  if (field.name === "q") return true;
  if (field.name === "sort") return columns.some(({ key }) => key === value.replace(/^-/, ""));
  return [...(field.options ?? [])].some((option) => option.value === value);
}

function change() {
  unknown = [];
  show();
  const query = String(new URLSearchParams(chosen()));
  try {
    history.replaceState(null, "", query ? `?${query}#report-table` : location.pathname);
  } catch {
    // Some browsers refuse when it is done too often, or in a page that lies in a folder.
  }
}

// --- What is shown: all of it follows from the form -----------------------------

function show() {
  /** @type {Asked} */
  const asked = {};
  for (const [name, value] of chosen()) (asked[name] ??= []).push(value);
  const words = [...new Set(fold(asked.q?.[0] ?? "").split(/\s+/).filter(Boolean))];
  arrange(asked.sort?.[0] ?? "");
  const fitting = inOrder.filter((measure) => fits(measure, asked, words));
  nameGroups(fitting);
  clearTimeout(pending);
  measures.forEach(hide);
  reveal(fitting, words, AT_ONCE);
  announce(asked, fitting.length);
}

function hide(measure) {
  measure.row.hidden = true;
  measure.group.hidden = true;
  measure.finds?.remove();
}

/** What several groups are in, the first of them names; the others only say it. */
function nameGroups(fitting) {
  let last = [];
  for (const group of new Set(fitting.map((measure) => measure.group))) {
    const names = [...group.querySelector(".group").children];
    const texts = names.map((name) => name.textContent);
    const fresh = texts.findIndex((text, n) => text !== last[n]);
    names.forEach((name, n) => name.classList.toggle("spoken", n < fresh));
    last = texts;
  }
}

/** Shows some now and ever more of the rest later: a key need not wait for thousands of rows. */
function reveal(fitting, words, atOnce) {
  for (const measure of fitting.slice(0, atOnce)) {
    measure.row.hidden = false;
    measure.group.hidden = sort !== "";
    mark(measure, words);
  }
  const rest = fitting.slice(atOnce);
  if (rest.length) pending = setTimeout(reveal, 0, rest, words, 2 * atOnce);
}

/** Says in the words of the form and the table what is asked for, and how much there is of it. */
function announce(asked, count) {
  const { unit } = hits.dataset;
  const all = `全${measures.length}${unit}`;
  const names = [...form.querySelectorAll("option:checked, input:checked")]
    .filter((field) => field.value)
    .map((field) => (field.closest("label") ?? field).textContent.trim());
  if (asked.q) names.unshift(`「${shorten(asked.q[0].trim())}」`);
  const column = columns.find((column) => column.order.textContent);
  const found = count ? `、${all}のうち${count}${unit}です` : `${unit}はありません`;
  const without = `アドレスにある条件のうち、分からないもの（${shorten(unknown.join("、"))}）は除きました。`;
  hits.textContent =
    (names.length ? `${names.join("、")}に当てはまる${count ? "のは" : ""}${found}。` : `${all}です。`) +
    (column ? `${column.label}の${column.order.textContent}に並べています。` : "") +
    (unknown.length ? without : "");
}

function shorten(text) {
  const characters = [...text];
  return characters.length > LONG ? `${characters.slice(0, LONG).join("")}…` : text;
}

/** @param {Measure} measure @param {Asked} asked @param {string[]} words */
function fits(measure, asked, words) {
  const suits = (facts) => (name) =>
    !asked[name] || [facts[name]].flat().some((value) => asked[name].includes(value));
  return (
    OF_A_MEASURE.every(suits(measure)) &&
    PLAN.details.every(suits(measure.details)) &&
    measure.years.some((year) => PLAN.facts.every(suits(year))) &&
    words.every((word) => folded(measure).some((text) => text.includes(word)))
  );
}

// --- Order ----------------------------------------------------------------------

/** Makes a heading a button: it sorts at the first press, turns at the second, then undoes. */
function makeColumn(cell, n) {
  const key = n ? PLAN.years[n - 1] : "name";
  const label = cell.firstChild.textContent.trim();
  const order = element("span", "order");
  order.setAttribute("aria-hidden", "true"); // or it would be announced with each cell below
  const button = element("button", "", ...cell.childNodes, order);
  button.type = "button";
  cell.append(button);
  button.addEventListener("click", () => {
    const turns = { "": key, [key]: `-${key}`, [`-${key}`]: "" };
    form.elements.sort.value = turns[sort] ?? key;
    change();
  });
  const words = n ? PLAN.orders : ["名前の順", "名前の逆順"];
  return { key, label, cell, order, words };
}

/** Puts the rows into the order asked for, or back into their groups. */
function arrange(asked) {
  if (asked === sort) return;
  sort = asked;
  const isDown = sort.startsWith("-");
  for (const column of columns) {
    const isAsked = column.key === sort.replace(/^-/, "");
    column.order.textContent = isAsked ? column.words[Number(isDown)] : "";
    if (isAsked) column.cell.setAttribute("aria-sort", isDown ? "descending" : "ascending");
    else column.cell.removeAttribute("aria-sort");
  }
  table.classList.toggle("is-sorted", sort !== "");
  inOrder = sort ? sorted(sort.replace(/^-/, ""), isDown) : measures;
  for (const { group, row } of inOrder) (sort ? ungrouped : group).append(row);
}

/** The measures by name, or by what they count as in a year; the unreported come last either way. */
function sorted(key, isDown) {
  const { compare } = new Intl.Collator("ja", { numeric: true });
  const names = measures.map((measure) => measure.texts[0]).sort(compare);
  const places = new Map(names.map((name, place) => [name, place]));
  const inYear = (measure) => measure.years.find(({ year }) => year === key)?.[PLAN.sorted_by];
  const rank = (measure) =>
    key === "name" ? places.get(measure.texts[0]) : PLAN.order.indexOf(inYear(measure));
  const ranked = measures.map((measure) => ({ measure, rank: rank(measure) }));
  ranked.sort((a, b) => (a.rank < 0) - (b.rank < 0) || (isDown ? b.rank - a.rank : a.rank - b.rank));
  return ranked.map(({ measure }) => measure);
}

// --- Words ----------------------------------------------------------------------

/** Width, case, kana and the form of a kanji do not matter, nor which of the dashes and waves that
    look alike it is.
    What stands in a circle is found in brackets as well: ① as (1), as the open data has it. */
function fold(text) {
  const common = text.replace(/\p{VS}/gu, "");
  const bracketed = common.replace(/[①-⑳Ⓐ-⓪㉑-㉟㊀-㊰㊱-㊿㋐-㋾]/g, "($&)");
  const plain = bracketed.normalize("NFKC").toLowerCase();
  const typed = plain.replace(/[\u2010\u2212\u2013]/g, "-").replace(/\u301c/g, "~"); // but not ー
  return typed.replace(/[ァ-ヶヽヾ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

function folded(measure) {
  return (measure.folded ??= measure.texts.map(fold));
}

/** Marks the words in the measure's name, and shows below it where else they were found. */
function mark(measure, words) {
  if (!words.length && !measure.isMarked) return;
  measure.isMarked = words.length > 0;
  measure.finds?.remove();
  const name = measure.texts[0];
  measure.link.replaceChildren(...marked(name, spans(name, words), 0, name.length));
  const unseen = new Set(words.filter((word) => !folded(measure)[0].includes(word)));
  const places = measure.texts.flatMap((text, n) => {
    const held = n > 0 ? words.filter((word) => folded(measure)[n].includes(word)) : [];
    const found = held.length ? spans(text, held) : [];
    if (!found.length) return [];
    const fresh = held.filter((word) => unseen.delete(word)); // those that stand here first
    return [{ name: PLAN.places[n], text, found, fresh }];
  });
  if (!places.length) return;
  let room = PLACES - places.filter(({ fresh }) => fresh.length).length;
  const shown = places.filter(({ fresh }) => fresh.length || room-- > 0);
  const more = places.length - shown.length;
  const finds = shown.map(excerpt);
  if (more > 0) finds.push(element("li", "", `ほか${more}か所`));
  const cell = element("td", "", element("ul", "", ...finds));
  cell.colSpan = columns.length;
  measure.finds = element("tr", "finds", cell);
  measure.row.after(measure.finds);
}

/** A place's name, and its text around the first word and around the first of each fresh one. */
function excerpt({ name, text, found, fresh }) {
  const around = fresh.flatMap((word) => {
    const [first] = spans(text, [word]);
    return first ? [found.find(([, end]) => end >= first[1])] : [];
  });
  const parts = [];
  for (const [start, end] of [found[0], ...around].sort((a, b) => a[0] - b[0])) {
    const last = parts.at(-1);
    if (last && end <= last.to) continue; // it is seen there
    const to = Math.min(text.length, end + BEHIND);
    if (last && start - BEFORE <= last.to) last.to = to;
    else parts.push({ from: Math.max(0, start - BEFORE), to });
  }
  const seen = ({ from, to }) => [from > 0 ? "…" : "", ...marked(text, found, from, to)];
  const behind = parts.at(-1).to < text.length ? "…" : "";
  return element("li", "", `${name}：`, ...parts.flatMap(seen), behind);
}

/** The text between two of its characters, with the spans of it that are found there marked. */
function marked(text, found, from, to) {
  const nodes = [];
  for (const [start, end] of found.filter(([start, end]) => start >= from && end <= to)) {
    nodes.push(text.slice(from, start), element("mark", "", text.slice(start, end)));
    from = end;
  }
  return [...nodes, text.slice(from, to)];
}

/** Where words stand in a text: spans in order, as one where they overlap. */
function spans(text, words) {
  // Folding makes two characters of ㎡ and one of ｶﾞ, so it is remembered where each came from.
  let searched = "";
  const origins = [];
  for (const { 0: piece, index } of text.matchAll(/.[\p{M}ﾞﾟ]*/gsu)) {
    const plain = fold(piece);
    searched += plain;
    for (let n = 0; n < plain.length; n++) origins.push([index, index + piece.length]);
  }
  const found = words.flatMap((word) =>
    occurrences(searched, word).map((at) => [origins[at][0], origins[at + word.length - 1][1]]),
  );
  found.sort((a, b) => a[0] - b[0]);
  return found.reduce((merged, [from, to]) => {
    const last = merged.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
    return merged;
  }, []);
}

function occurrences(text, word) {
  const found = [text.indexOf(word)];
  while (found.at(-1) >= 0) found.push(text.indexOf(word, found.at(-1) + word.length));
  return found.slice(0, -1);
}

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}
