/* Saves each answer as it changes, and keeps trying while the server is away. Nothing is kept on the device. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-save]");
  if (!form) return;
  const line = document.getElementById("save-state");
  const ways = document.getElementById("save-ways");
  const say = form.dataset;
  const PAUSE = 800, LONGEST = 3000;
  /* Changes are counted: the last one made, the last one sent, the last one that the server has answered for. */
  let changed = 0, sent = 0, saved = 0;
  /* What is sent has a number, which says how new it is: `numbered` is the change it stands for, `used` whether the
     server may have taken something under it. A browser may have filled in the field itself with an older one. */
  let seq = Number(say.seq) - 1, numbered = -1, used = true;
  let since = 0, wait = 1000, timer = 0, busy = false, leaving = false, stale = false, refused = false, overtaken = false, waiting = null, sending = null;

  const later = (delay) => { clearTimeout(timer); timer = setTimeout(save, delay); };
  const told = new Set(["", say.signIn, say.offline]);
  const state = (text, url, link) => {
    if (line.textContent !== text) line.textContent = text;
    line.parentElement.classList.toggle("told", told.has(text));
    if (!url) return;
    const way = document.createElement("a");
    way.href = url;
    way.textContent = link;
    line.append(" ", way);
  };
  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-2 btn-sm";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };
  const offer = (...made) => { ways.replaceChildren(...made); ways.hidden = !made.length; };
  /* Repeats keep their number: what waits here for long must not pass for newer than what another page saves meanwhile. */
  const number = () => {
    if (numbered === changed) return;
    if (used) { seq += 1; used = false; }
    numbered = changed;
    form.elements.seq.value = seq;
  };
  const again = (text) => { state(text); later(wait); wait = Math.min(wait * 2, 30000); };

  /* After signing in again in another tab the token is new: take it from the same page of the same person only. */
  const refresh = async () => {
    const page = await fetch(say.here, { credentials: "same-origin", redirect: "manual" });
    if (!page.ok) return false;
    const other = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("form[data-save]");
    if (!other || other.dataset.who !== say.who || other.dataset.save !== say.save) return false;
    if (other.querySelector("[name=item]").value !== form.elements.namedItem("item").value) return false;
    form.elements.csrf_token.value = other.querySelector("[name=csrf_token]").value;
    return true;
  };

  /* The log-in is over: the form itself goes to where one signs in, and comes back saved. */
  const askToSignIn = () => {
    again(say.signIn);
    if (ways.hidden) offer(button(say.signInAgain, async () => {
      wait = 1000;
      if (await refresh().catch(() => false)) { stale = false; save(); return; }
      const stay = document.createElement("button");
      stay.name = "go";
      stay.value = "stay";
      stay.hidden = true;
      form.append(stay);
      form.requestSubmit(stay);
      stay.remove();
    }));
  };

  /* Another page saved an answer meanwhile. It stays until somebody decides otherwise, here or there. */
  const ask = (answer) => {
    overtaken = true;
    used = true;
    seq = Math.max(seq, Number(answer.kept));
    form.elements.seq.value = 0;
    const see = document.createElement("a");
    see.href = answer.see;
    see.className = "btn btn-2 btn-sm";
    see.textContent = say.see;
    offer(button(say.replace, () => { document.getElementById("answer-fields").focus(); changed += 1; later(0); }), see);
  };

  const hear = (status, answer, now, mine) => {
    if (answer.saved) {
      saved = Math.max(saved, now);
      seq = Math.max(seq, Number(answer.seq) || 0);
      wait = 1000;
      offer();
      if (answer.message) told.add(answer.message);
      if (saved === changed) state(answer.message || say.saved);
      form.dispatchEvent(new CustomEvent("kept", { detail: answer }));
      if (answer.label) document.querySelector(".lbar .after").textContent = `· ${answer.label}`;
    } else if (status === 401) {
      stale = true;
      askToSignIn();
    } else if (status === 400 || status >= 500 || !answer.message) {
      stale = status === 400;
      again(answer.message || say.offline);
    } else if (answer.code === "answer_stale" && answer.kept > mine && answer.kept <= Number(form.elements.seq.value)) {
      /* What this page sent later was there first, and is answered for on its own. */
    } else {
      saved = Math.max(saved, now);
      told.add(answer.message);
      state(answer.message, answer.url, answer.link);
      offer();
      if (answer.url) refused = true;
      if (answer.code === "answer_stale") ask(answer);
    }
  };

  /* One sending of what stands in the form now; it outlives the page. */
  const post = async () => {
    const now = changed;
    sent = now;
    since = 0;
    if (overtaken) offer();
    overtaken = false;
    number();
    const mine = seq, before = used, away = !navigator.onLine;
    const untaken = () => { if (mine === seq) used = before; };
    used = true;
    const own = sending = new AbortController();
    try {
      const reply = await fetch(say.save, { signal: own.signal, method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "error", keepalive: true, headers: { "X-Requested-With": "autosave" } });
      if (reply.status === 401 || reply.status === 400) untaken();
      hear(reply.status, await reply.json().catch(() => ({})), now, mine);
    } catch {
      if (away) untaken();
      if (!own.signal.aborted) again(say.offline);
    }
    if (saved < now && sent === now) sent = saved;
  };

  async function save() {
    clearTimeout(timer);
    if (busy || leaving || refused || saved === changed) return;
    busy = true;
    state(say.saving);
    try {
      if (stale && !(await refresh())) askToSignIn();
      else {
        stale = false;
        await post();
      }
    } catch {
      again(say.offline);
    }
    busy = false;
    if (saved !== changed && wait === 1000) later(0);
    if (saved === changed && waiting) { waiting.requestSubmit(); waiting = null; }
  }

  /* The page goes, perhaps for good: what is not on its way yet is sent at once. */
  const flush = () => { if (saved !== changed && sent !== changed && !leaving && !refused && !stale) post(); };

  form.addEventListener("input", (event) => {
    /* From the first key on, "saved" would no longer be true. */
    if (saved === changed && !refused) state(say.saving);
    changed += 1;
    leaving = false;
    if (!since) since = performance.now();
    const typed = event.target.matches("input[type=text], textarea");
    later(typed ? Math.max(0, Math.min(PAUSE, since + LONGEST - performance.now())) : 0);
  });
  form.addEventListener("change", () => { if (saved !== changed) later(0); });
  /* The same choice once more is a decision where another page's answer is kept. */
  form.addEventListener("click", (event) => {
    if (overtaken && event.target.matches("input[type=radio]")) { changed += 1; later(0); }
  });
  form.addEventListener("submit", (event) => {
    /* Without a network the browser would leave for a page of its own: stay, and send when it is back. */
    if (!navigator.onLine) { event.preventDefault(); state(say.offline); return; }
    leaving = true;
    clearTimeout(timer);
    /* What nobody has decided on stays the older one; the page that comes asks. */
    if (refused || (overtaken && saved === changed)) return;
    number();
    used = true;
    /* The form carries the same answer: what is on its way must not come after it. */
    if (sending) sending.abort();
  });
  /* At the end of the time what was typed is sent at once, and nobody goes to the result before it is there. */
  form.addEventListener("time-over", () => {
    if (saved === changed) state("");
    wait = 1000;
    later(0);
  });
  const result = document.querySelector("#time-over form");
  if (result) result.addEventListener("submit", (event) => {
    if (saved === changed || refused) { leaving = true; return; }
    event.preventDefault();
    waiting = result;
    later(0);
  });
  addEventListener("online", () => { wait = 1000; save(); });
  /* What a browser fills in again after Back may never have reached the server. */
  const filled = (field) => field.type === "radio" || field.type === "checkbox" ? field.checked !== field.defaultChecked
    : field.tagName === "SELECT" ? [...field.options].some((one) => one.selected !== one.defaultSelected && (one.selected ? one.value : true) && field.value !== "")
    : field.type === "text" && field.value !== field.defaultValue;
  addEventListener("pageshow", () => {
    leaving = false;
    if ([...form.elements].some(filled)) { changed += 1; later(0); }
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") flush(); });
  addEventListener("pagehide", flush);
  /* Asked back is only whoever would lose something; a quick exit is never held up. */
  addEventListener("beforeunload", (event) => {
    flush();
    const trouble = stale || wait > 1000 || !navigator.onLine;
    if (saved !== changed && trouble && !leaving && !document.querySelector(".leaving")) event.preventDefault();
  });
})();
