"use strict";
// The page is whole without this script. It shows times in the reader's own zone, and every few
// seconds fetches the page anew and takes over the passes that have come.
(() => {
  const PAUSE_MS = 4000;
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

  const loop = async () => {
    await refresh();
    setTimeout(loop, PAUSE_MS);
  };

  localise(main);
  watchPictures(main);
  live.hidden = false;
  setTimeout(loop, PAUSE_MS);
})();
