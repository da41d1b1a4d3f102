// How words are compared, where they stand in the texts of the measures, and which are like them.

const PLACES = 3; // of a measure in which words were found are shown, or more if words need them,
const BEFORE = 12; // with so many characters before a word
const BEHIND = 40; // and behind it
const SIMILAR = 3; // words are offered for one that is not found

const STANDARD = new Map([...PLAN.variants.matchAll(/(.)(.)/gu)].map(([, it, form]) => [it, form]));
const VARIANT = new RegExp(`[${[...STANDARD.keys()].join("")}]`, "gu");
// Characters of which folding makes one each.
const PLAIN = /^[\n -~、-〇「-】ぁ-ゖァ-ヾ一-鿿！-～]*$/;
const WORD = /[ァ-ヶー]{2,}|[々一-鿿]{2,}|[a-z\d]{2,}/gi;

/**
 * @typedef {object} Word
 * @property {string} typed
 * @property {string} text  as it is compared
 * @property {RegExp} pattern  of what it finds in folded texts
 */

/** Width, case, kana and the form of a kanji do not matter, nor which of the dashes and waves that
    look alike it is.
    What stands in a circle is found in brackets as well: ① as (1), as the open data has it. */
function fold(text) {
  const common = text.replace(/\p{VS}/gu, "");
  const bracketed = common.replace(/[①-⑳Ⓐ-⓪㉑-㉟㊀-㊰㊱-㊿㋐-㋾]/g, "($&)");
  const plain = bracketed.normalize("NFKC").toLowerCase();
  const typed = plain.replace(/[\u2010\u2212\u2013]/g, "-").replace(/\u301c/g, "~"); // but not ー
  const standard = typed.replace(VARIANT, (variant) => STANDARD.get(variant));
  return standard.replace(/[ァ-ヶヽヾ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

/** @returns {Word[]} */
function inWords(question) {
  const words = new Map();
  for (const typed of question.split(/\s+/)) {
    for (const text of fold(typed).split(/\s+/).filter(Boolean)) {
      words.set(text, { typed, text, pattern: patternOf(text) });
    }
  }
  return [...words.values()];
}

/** From a word's third character on, a mark that makes it long may be there or not: サーバ, サーバー. */
function patternOf(word) {
  const short = word.replace(/(?<=[ぁ-ゖー]{3})ー/g, "");
  const escaped = short.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&");
  return new RegExp(escaped.replace(/(?<=[ぁ-ゖー]{2})[ぁ-ゖ]/g, "$&ー?"), "g");
}

/** @param {Word} word */
function isIn(text, { pattern }) {
  return text.search(pattern) >= 0; // which `test` of a pattern that goes on would not tell
}

/** Marks the words in the measure's name, and shows below it where else they were found. */
function mark(measure, words) {
  const key = words.map((word) => word.text).join(" ");
  if (key === (measure.marked ?? "")) return;
  measure.marked = key;
  measure.finds?.remove();
  const name = measure.texts[0];
  measure.link.replaceChildren(...marked(name, spans(name, words), 0, name.length));
  const folded = measure.all.split("\0");
  const unseen = new Set(words.filter((word) => !isIn(folded[0], word)));
  const places = measure.texts.flatMap((text, n) => {
    const held = n > 0 ? words.filter((word) => isIn(folded[n], word)) : [];
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
  keepRoles([measure.finds, cell]);
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
  const { searched, origins } = PLAIN.test(text) ? { searched: fold(text) } : byPiece(text);
  const found = words.flatMap(({ pattern }) =>
    [...searched.matchAll(pattern)].map(({ 0: it, index }) => {
      const end = index + it.length;
      return origins ? [origins[index][0], origins[end - 1][1]] : [index, end];
    }),
  );
  found.sort((a, b) => a[0] - b[0]);
  return found.reduce((merged, [from, to]) => {
    const last = merged.at(-1);
    if (last && from < last[1]) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
    return merged;
  }, []);
}

/** Folding makes two characters of ㎡ and one of ｶﾞ, so it is remembered where each came from. */
function byPiece(text) {
  let searched = "";
  const origins = [];
  for (const { 0: piece, index } of text.matchAll(/.[\p{M}ﾞﾟ]*/gsu)) {
    const plain = fold(piece);
    searched += plain;
    for (let n = 0; n < plain.length; n++) origins.push([index, index + piece.length]);
  }
  return { searched, origins };
}

// --- What is near, where nothing is found ---------------------------------------

/**
 * What can be asked instead, each with how much it finds: the same without one of the conditions,
 * or with another word for one that stands nowhere.
 *
 * @param {Asked} asked @param {Word[]} words
 */
function offers(asked, words) {
  const names = Object.keys(asked).filter((name) => name !== "q" && name !== "sort");
  const others = (word) => words.filter((other) => other !== word);
  const spoken = (some) => some.map(({ typed }) => typed).join(" ");
  const near = words.flatMap((word) =>
    similar(word).map((like) => {
      const instead = words.map((other) => (other === word ? like : other));
      return { label: `「${like.typed}」で探す`, asked, words: instead };
    }),
  );
  const fewer = [
    ...words.map((word) => ({ label: `「${shorten(word.typed)}」を外す`, asked, words: others(word) })),
    ...names.map((name) => {
      const { [name]: _, ...rest } = asked;
      return { label: `${namesOf(name).join("、")}を外す`, asked: rest, words };
    }),
  ];
  const made = [...near, ...(fewer.length > 1 ? fewer : [])].flatMap((offer) => {
    const count = found(offer.asked, offer.words).length;
    if (!count) return [];
    const button = element("button", "", `${offer.label}（${count}${hits.dataset.counted}）`);
    button.type = "button";
    button.addEventListener("click", () => {
      form.elements.q.value = spoken(offer.words);
      names.filter((name) => !offer.asked[name]).forEach(leaveOut);
      change();
      form.elements.q.focus(); // the button is gone
    });
    return [element("li", "", button)];
  });
  return made.length ? made : [element("li", "", "短い言葉や、別の言葉で探してみてください。")];
}

/** The plan's words that a word is made of or is nearly the same as; none if it stands somewhere.
 *
 * @param {Word} word @returns {Word[]}
 */
function similar(word) {
  const isInPlan = (some) => measures.some((measure) => isIn(measure.all, some));
  const { typed, text } = word;
  if (text.length > LONG || isInPlan(word)) return [];
  const parts = (typed.normalize("NFKC").match(WORD) ?? []).flatMap(inWords);
  const inPlan = parts.filter(isInPlan);
  if (inPlan.length) return inPlan;
  const steps = new Map(); // from the word to each that is near
  for (const [other, shown] of vocabulary()) {
    const many = distance(text, other);
    if (many <= Math.max(text.length, other.length) / 3) steps.set(shown, many);
  }
  const nearest = [...steps].sort((a, b) => a[1] - b[1]).slice(0, SIMILAR);
  return nearest.flatMap(([shown]) => inWords(shown));
}

/** The words of the plan as they are compared, each as it is first written there. */
function vocabulary() {
  const words = new Map();
  for (const { texts } of measures) {
    for (const shown of texts.join("\n").normalize("NFKC").match(WORD) ?? []) {
      const text = fold(shown);
      if (!words.has(text)) words.set(text, shown);
    }
  }
  return words;
}

/** How many characters must come, go or change to make one word of another. */
function distance(one, other) {
  const row = [...Array(other.length + 1).keys()];
  for (let i = 0; i < one.length; i++) {
    let before = i;
    row[0] = i + 1;
    for (let j = 0; j < other.length; j++) {
      const changed = before + Number(one[i] !== other[j]);
      before = row[j + 1];
      row[j + 1] = Math.min(changed, before + 1, row[j] + 1);
    }
  }
  return row[other.length];
}

