/* Saves each answer as it changes, and keeps trying while the server is away. Nothing is kept on the device. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-save]");
  if (!form) return;
  const line = document.getElementById("save-state");
  const ways = document.getElementById("save-ways");
  const say = form.dataset;
  const PAUSE = 800, LONGEST = 3000, PAGES = 1e9;
  /* Changes are counted: the last one made, the last one sent, the last one that the server has answered for. */
  let changed = 0, sent = 0, saved = 0;
  /* What is sent has a number: how many were before it, and in its last nine digits this page's own name. By that the
     server knows what it took from here although its reply got lost. `known` is the number of the answer that stood
     when the server was last heard: what another page saved since then is newer, however often this one tried. */
  /* The attempt has a key of its own: by it a page knows what is its own although the address is somebody else's, too. */
  const key = form.elements.submit_key.value, before = history.state;
  const name = 1 + crypto.getRandomValues(new Uint32Array(1))[0] % (PAGES - 1);
  let known = Number(say.seq) - 1, seq = 0, numbered = -1;
  let since = 0, wait = 1000, timer = 0, busy = false, leaving = false, stale = false, refused = false, overtaken = false, another = false, waiting = null, sending = null;

  const later = (delay) => { clearTimeout(timer); timer = setTimeout(save, delay); };
  const told = new Set(["", say.signIn, say.offline, say.another, say.gone]);
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
  const isOwn = (kept) => kept % PAGES === name;
  /* In the history, too: what a browser fills in again after Back was chosen when no more was known than this. */
  const keep = () => {
    if (history.state?.known !== known || history.state.key !== key) history.replaceState({ known, key }, "");
  };
  const remember = () => {
    form.elements.known.value = known;
    keep();
  };
  /* Repeats keep their number: of what is sent twice only one can count. */
  const number = () => {
    if (numbered !== changed) seq = (Math.floor(Math.max(seq, known) / PAGES) + 1) * PAGES + name;
    numbered = changed;
    form.elements.seq.value = seq;
    remember();
  };
  const learn = (kept) => {
    known = Math.max(known, kept);
    remember();
  };
  const again = (text) => { state(text); later(wait); wait = Math.min(wait * 2, 30000); };

  /* After signing in again in another tab the token is new: take it from the same page of the same person only. */
  const refresh = async () => {
    const page = await fetch(say.here, { credentials: "same-origin", redirect: "manual" });
    const there = new DOMParser().parseFromString(await page.text(), "text/html");
    const whose = there.querySelector("[name=whose]");
    another = Boolean(whose?.value) && whose.value !== form.elements.whose.value;
    const other = there.querySelector("form[data-save]");
    if (!page.ok || another || !other || other.dataset.save !== say.save) return false;
    if (other.querySelector("[name=item]").value !== form.elements.namedItem("item").value) return false;
    form.elements.csrf_token.value = other.querySelector("[name=csrf_token]").value;
    return true;
  };

  /* The log-in is over: the form itself goes to where one signs in, and comes back saved. While somebody else is signed
     in here, it waits: sent, it would be refused. */
  const askToSignIn = () => {
    again(another ? say.another : say.signIn);
    if (ways.hidden) offer(button(say.signInAgain, async () => {
      wait = 1000;
      if (await refresh().catch(() => false)) { stale = false; save(); return; }
      if (another) { again(say.another); return; }
      const stay = document.createElement("button");
      stay.name = "go";
      stay.value = "stay";
      stay.hidden = true;
      form.append(stay);
      form.requestSubmit(stay);
      stay.remove();
    }));
  };

  /* Another page saved an answer meanwhile. It stays until somebody decides otherwise, here or there: what was changed
     before the question is no answer to it. Should the page be left undecided, it asks again after Back. */
  const ask = (answer) => {
    overtaken = true;
    saved = sent = changed;
    known = Math.max(known, answer.kept);
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
      wait = 1000;
      /* The same answer from another page: what was changed here meanwhile may still be older than that one. */
      if (now === changed || isOwn(answer.seq)) learn(answer.seq);
      if (answer.message) told.add(answer.message);
      if (!overtaken) offer();
      if (saved === changed && !overtaken) state(answer.message || say.saved);
      form.dispatchEvent(new CustomEvent("kept", { detail: answer }));
      if (answer.label) document.querySelector(".lbar .after").textContent = `· ${answer.label}`;
    } else if (status === 401) {
      stale = true;
      askToSignIn();
    } else if (status === 400 || status >= 500 || !answer.message) {
      stale = status === 400;
      again(answer.message || say.offline);
    } else if (answer.code === "not_here") {
      /* The course is away for now; the page keeps the answer until it is back. */
      again(say.gone);
    } else if (answer.code === "answer_stale" && answer.kept > mine && isOwn(answer.kept)) {
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
    const mine = seq, own = sending = new AbortController();
    try {
      const reply = await fetch(say.save, { signal: own.signal, method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "error", keepalive: true, headers: { "X-Requested-With": "autosave" } });
      hear(reply.status, await reply.json().catch(() => ({})), now, mine);
    } catch {
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
  /* Another language is another page: what stands here is saved before, or goes along where it cannot be. */
  const tongue = document.querySelector("input[name=lang]")?.form;
  if (tongue) tongue.addEventListener("submit", (event) => {
    if (overtaken || refused) {
      if (!changed) return;
      const carried = tongue.elements.kept || tongue.appendChild(document.createElement("input"));
      const fields = [...new FormData(form)].filter(([field]) => field !== "csrf_token");
      Object.assign(carried, { type: "hidden", name: "kept", value: JSON.stringify({ path: new URL(form.action).pathname, fields }) });
    } else if (saved !== changed) {
      event.preventDefault();
      waiting = tongue;
      later(0);
    }
  });
  addEventListener("online", () => { wait = 1000; save(); });
  /* What a browser fills in again after Back may never have reached the server. */
  const filled = (field) => field.type === "radio" || field.type === "checkbox" ? field.checked !== field.defaultChecked
    : field.tagName === "SELECT" ? [...field.options].some((one) => one.selected !== one.defaultSelected && (one.selected ? one.value : true) && field.value !== "")
    : field.type === "text" && field.value !== field.defaultValue;
  addEventListener("pageshow", (event) => {
    leaving = false;
    const own = event.persisted ? history.state : before;
    if ([...form.elements].some(filled)) {
      if (own?.key === key) {
        known = Math.min(known, own.known);
        changed += 1;
        later(0);
      } else {
        /* It goes by the place in the page: whoever was signed in here before may have chosen this. */
        form.reset();
      }
    }
    keep();
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
