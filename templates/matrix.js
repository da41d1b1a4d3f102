// Finds, filters and sorts the measures of the overview's matrix. Without this script the page shows
// all of them in the plan's order. PLAN, which the build puts before this, has them in that order.
//
// The form is the only state: what is chosen in it is what the address says, name by name and value
// by value, so that an address can be sent to somebody. All text is set as text, never as markup.
"use strict";

/**
 * @typedef {object} Measure  what PLAN says of it, and:
 * @property {HTMLTableRowElement} row
 * @property {Group} group  the measures of its item
 * @property {HTMLAnchorElement} link
 * @property {string} all  the texts as they are compared, with \0 between them
 * @property {string} [marked]  the words that are marked
 * @property {HTMLTableRowElement} [finds]  where words were found
 *
 * @typedef {object} Group
 * @property {HTMLTableSectionElement} body
 * @property {Element[]} names  of the group and those that it is in
 * @property {string[]} texts  of the names
 *
 * @typedef {Record<string, string[]>} Asked  values by name; several of one name mean any of them
 *
 * @typedef {object} Pending
 * @property {Measure[]} left  whose turn is still to come
 * @property {(measure: Measure) => void} work
 */

const form = /** @type {HTMLFormElement} */ (document.getElementById("report-filters"));
const table = /** @type {HTMLTableElement} */ (document.getElementById("report-table"));
const hits = /** @type {HTMLElement} */ (document.getElementById("report-hits"));
const near = /** @type {HTMLElement} */ (document.getElementById("report-near"));

const OF_A_MEASURE = ["goal", "item", "department"];
const LONG = 30; // characters: what somebody typed is said no further
const AT_ONCE = 24; // rows, as many as a window has room for
const A_WHILE = 32; // milliseconds of work and of the frame that shows it, then a key gets its turn
const A_REST = 300; // milliseconds without a key: then somebody has typed what is asked for

const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
keepRoles([table, ...table.querySelectorAll("thead, tbody, tr, th, td")]);

const measures = readMeasures();
const columns = [...table.tHead.rows[0].cells].slice(0, PLAN.orders.length ? undefined : 1).map(makeColumn);
const ungrouped = table.createTBody(); // has the rows while they are sorted
keepRoles([ungrouped]);
ungrouped.hidden = true;
let sort = "";
let rest = 0; // the timer of what is offered where nothing is found
let inOrder = measures;
/** @type {Pending | null} */
let pending = null; // what is not done yet
/** @type {string[]} */
let unknown = []; // conditions of the address that no part of the form stands for

restore();
// A list that waits for the form is shown a frame later: what is shown and moved in the same frame
// counts as a jump.
if (table.matches(":target")) framed().then(appear);
else appear();
form.querySelector("details").open = matchMedia("(min-width: 64rem)").matches;
form.addEventListener("input", change);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  table.parentElement.focus(); // what was asked for is shown there already
});
form.querySelector("[type=button]").addEventListener("click", () => {
  form.reset();
  change();
});
addEventListener("popstate", restore);
addEventListener("beforeprint", () => pending?.left.splice(0).forEach(pending.work));

function appear() {
  form.hidden = false;
  form.classList.remove("is-waiting");
}

/** What the parts of a table are, which some browsers forget when it is laid out as cards. */
function keepRoles(parts) {
  for (const it of parts) {
    it.role = ROLES[it.tagName] ?? (it.scope === "col" ? "columnheader" : "rowheader");
  }
}

/** @returns {Measure[]} */
function readMeasures() {
  const read = [];
  for (const body of table.tBodies) {
    const names = [...body.querySelector(".group").children];
    const group = { body, names, texts: names.map((name) => name.textContent) };
    for (const row of [...body.rows].slice(1)) {
      const head = row.cells[0];
      const measure = { row, group, link: head.firstChild, ...PLAN.measures[read.length] };
      measure.all = fold(measure.texts.join("\0")); // now, or the first key would wait for it
      head.append(element("span", "of", measure.texts.at(-1))); // its goal, seen once it is sorted
      read.push(measure);
    }
  }
  return read;
}

/** Does work on all of them, from the next frame on: some in each, as many as keep no key waiting. */
async function inSlices(all, work) {
  const own = { left: [...all], work };
  pending = own;
  for (let many = AT_ONCE; own.left.length; ) {
    const begun = performance.now();
    await framed();
    if (pending !== own) return;
    own.left.splice(0, many).forEach(work);
    many = performance.now() - begun < A_WHILE ? 2 * many : Math.ceil(many / 2);
  }
  pending = null;
}

/** Once what was done has been seen. */
function framed() {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
}

// --- The form and the address ---------------------------------------------------

function chosen() {
  return [...new FormData(form)].filter(([, value]) => value.trim());
}

function restore() {
  form.reset();
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

/** Whether there is such an option. A select that is set to another would be blank. */
function takes(field, value) {
  return field.name === "q" || [...(field.options ?? [])].some((option) => option.value === value);
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
  const asked = conditions();
  const words = inWords(asked.q?.[0] ?? "");
  arrange(asked.sort?.[0] ?? "");
  const fitting = found(asked, words);
  hideAllBut(new Set(fitting));
  nameGroups(fitting);
  const reveal = (measure) => {
    bodyOf(measure).hidden = false;
    measure.row.hidden = false;
    mark(measure, words);
  };
  fitting.slice(0, AT_ONCE).forEach(reveal);
  inSlices(fitting.slice(AT_ONCE), reveal);
  announce(asked, fitting.length);
  near.hidden = true;
  clearTimeout(rest);
  if (!fitting.length) rest = setTimeout(offer, A_REST, asked, words);
}

function offer(asked, words) {
  near.replaceChildren(...offers(asked, words));
  near.hidden = false;
}

/** @returns {Asked} */
function conditions() {
  const asked = {};
  for (const [name, value] of chosen()) (asked[name] ??= []).push(value);
  return asked;
}

/** @param {Asked} asked @param {Word[]} words */
function found(asked, words) {
  return inOrder.filter((measure) => fits(measure, asked, words));
}

/** What stays is not touched, so that nothing flickers, nor what is in a group that goes. */
function hideAllBut(fitting) {
  const kept = new Set([...fitting].map(bodyOf));
  for (const body of table.tBodies) if (!kept.has(body)) body.hidden = true;
  for (const measure of measures) {
    if (kept.has(bodyOf(measure)) && !fitting.has(measure)) measure.row.hidden = true;
  }
}

/** The part of the table that a measure's row is in. */
function bodyOf({ group }) {
  return sort ? ungrouped : group.body;
}

/** What several groups are in, the first of them names; the others only say it. */
function nameGroups(fitting) {
  let last = [];
  for (const { names, texts } of new Set(fitting.map((measure) => measure.group))) {
    const fresh = texts.findIndex((text, n) => text !== last[n]);
    names.forEach((name, n) => name.classList.toggle("spoken", n < fresh));
    last = texts;
  }
}

/** Says in the words of the form and the table what is asked for, and how much there is of it. */
function announce(asked, count) {
  const { unit, counted } = hits.dataset;
  const all = `全${measures.length}${counted}`;
  const names = Object.keys(asked).flatMap(namesOf);
  const column = columns.find((column) => column.order.textContent);
  const found = count ? `、${all}のうち${count}${counted}です` : `${unit}はありません`;
  const without = `アドレスにある条件のうち、分からないもの（${shorten(unknown.join("、"))}）は除きました。`;
  hits.textContent =
    (names.length ? `${names.join("、")}に当てはまる${count ? "のは" : ""}${found}。` : `${all}です。`) +
    (column ? `${column.label}の${column.order.textContent}に並べています。` : "") +
    (unknown.length ? without : "");
}

/** What is chosen under a name of the form, in the form's own words. */
function namesOf(name) {
  if (name === "sort") return [];
  if (name === "q") return [`「${shorten(form.elements.q.value.trim())}」`];
  const fields = [...form.elements].filter((field) => field.name === name);
  const chosen = fields.flatMap((it) => (it.options ? [...it.selectedOptions] : it.checked ? it : []));
  return chosen.map((it) => (it.closest("label") ?? it).textContent.trim());
}

function leaveOut(name) {
  for (const field of form.elements) {
    if (field.name === name) field[field.options ? "value" : "checked"] = "";
  }
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
    words.every((word) => isIn(measure.all, word))
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
  for (const measure of inOrder) {
    measure.group.body.hidden = sort !== "";
    bodyOf(measure).append(...[measure.row, measure.finds].filter(Boolean));
  }
  ungrouped.hidden = sort === "";
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

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}
