// Loads the page again when the preview has a new version, at the place where the reader was.
"use strict";

const { version, after } = document.currentScript.dataset;
const stopped = document.querySelector(".preview-stopped");
const warnings = document.querySelector(".preview-bar details");
const hasProblems = document.body.classList.contains("preview-problems");
const key = `preview ${location.pathname}`;
let waiting = new AbortController();

// Waits only while the page is seen: a browser has six connections, and there may be more tabs.
async function follow() {
  waiting.abort();
  if (document.hidden) return;
  const { signal } = (waiting = new AbortController());
  while (!signal.aborted) {
    try {
      const answer = await fetch(after + version, { signal });
      if ((await answer.text()) !== version) return reload();
      stopped.hidden = true;
    } catch {
      if (signal.aborted) return;
      stopped.hidden = false;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

// The window, and the tables that scroll by themselves.
function scrolling() {
  return [document.scrollingElement, ...document.querySelectorAll(".scroll")];
}

function reload() {
  // A page with problems leaves alone what was kept of the page whose place it takes.
  if (!hasProblems) {
    const places = scrolling().map((element) => [element.scrollLeft, element.scrollTop]);
    sessionStorage.setItem(key, JSON.stringify({ places, open: warnings?.open }));
  }
  location.reload();
}

function restore() {
  const kept = JSON.parse(sessionStorage.getItem(key));
  if (!kept || hasProblems) return;
  sessionStorage.removeItem(key);
  if (warnings) warnings.open = kept.open;
  scrolling().forEach((element, n) => element.scrollTo(...(kept.places[n] ?? [0, 0])));
}

// Else the browser goes back to where a shorter page with problems ended.
history.scrollRestoration = "manual";
addEventListener("load", restore);
document.addEventListener("visibilitychange", follow);
follow();
