"use strict";
// The page is whole without this script. It shows times in the reader's own zone, and fetches the
// page anew when the live feed tells of a pass, every few seconds where that cannot be heard.
(() => {
  const GATHER_MS = 300;
  const OFTEN_MS = 4000;
  const RARELY_MS = 30000;
  const main = document.getElementById("main");
  const live = document.getElementById("live");
  const format = new Intl.DateTimeFormat(undefined, {dateStyle: "medium", timeStyle: "medium"});

  const localise = (root) => {
    for (const time of root.querySelectorAll("time[datetime]")) {
      time.title = time.textContent;
      time.textContent = format.format(new Date(time.dateTime));
    }
  };

  const watchPictures = (root) => {
    for (const picture of root.querySelectorAll(".view img")) {
      picture.addEventListener("error", () => picture.classList.add("gone"));
    }
  };

  // A pass that is shown already stays as it is, so that its pictures are not loaded again.
  const takeOver = (fresh) => {
    const shown = new Map();
    for (const pass of main.querySelectorAll(".pass")) {
      shown.set(pass.dataset.key, pass);
    }
    localise(fresh);
    watchPictures(fresh);
    for (const pass of fresh.querySelectorAll(".pass")) {
      const known = shown.get(pass.dataset.key);
      if (known && !known.querySelector(".gone")) {
        known.classList.remove("new");
        pass.replaceWith(known);
      } else if (shown.size > 0) {
        pass.classList.add("new");
      }
    }
    main.replaceChildren(...fresh.childNodes);
  };

  const refresh = async () => {
    if (document.visibilityState !== "visible") {
      return;
    }
    try {
      const answer = await fetch(location.href, {
        headers: {Accept: "text/html"},
        signal: AbortSignal.timeout(10000),
      });
      if (answer.redirected) {
        // The session has ended.
        location.reload();
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("main");
      if (fresh) {
        takeOver(document.importNode(fresh, true));
      }
      live.classList.toggle("lost", !answer.ok);
    } catch {
      live.classList.add("lost");
    }
    live.textContent = live.classList.contains("lost") ? "reconnecting" : "live";
  };

  let feed = null;
  let timer;
  let busy = false;
  let again = false;

  const plan = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(loop, pause);
  };

  const loop = async () => {
    again = false;
    busy = true;
    await refresh();
    busy = false;
    plan(again ? GATHER_MS : feed?.readyState === EventSource.OPEN ? RARELY_MS : OFTEN_MS);
  };

  // Passes that come together are fetched together.
  const soon = () => {
    if (!again && !busy) {
      plan(GATHER_MS);
    }
    again = true;
  };

  // A browser has few connections to one server, so that pages nobody looks at hold none.
  const listen = () => {
    feed?.close();
    feed = null;
    if (document.visibilityState !== "visible") {
      return;
    }
    const asked = new URLSearchParams();
    for (const [name, value] of new URLSearchParams(location.search)) {
      if (value && ["plate", "camera", "reason"].includes(name)) {
        asked.append(name, value);
      }
    }
    feed = new EventSource("/api/v1/live?" + asked);
    feed.addEventListener("pass", soon);
    feed.addEventListener("missed", soon);
  };

  document.addEventListener("visibilitychange", () => {
    listen();
    soon();
  });

  localise(main);
  watchPictures(main);
  live.hidden = false;
  listen();
  plan(OFTEN_MS);
})();
