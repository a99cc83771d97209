/* Saves each answer as it changes, and keeps trying while the server is away. Nothing is kept on the device. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-save]");
  if (!form) return;
  const line = document.getElementById("save-state");
  const say = form.dataset;
  let seq = Number(form.elements.seq.value);
  let changed = 0, saved = 0, wait = 1000, timer = 0, busy = false, leaving = false, stale = false, refused = false;

  const later = (delay) => { clearTimeout(timer); timer = setTimeout(save, delay); };
  const state = (text) => { if (line.textContent !== text) line.textContent = text; };
  const next = () => { seq += 1; form.elements.seq.value = seq; };
  const again = (text) => { state(text); later(wait); wait = Math.min(wait * 2, 30000); };

  /* After signing in again in another tab the token is new: take it from the same page of the same person only. */
  const refresh = async () => {
    const page = await fetch(location.href, { credentials: "same-origin", redirect: "manual" });
    if (!page.ok) return false;
    const other = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("form[data-save]");
    if (!other || other.dataset.who !== say.who || other.dataset.save !== say.save) return false;
    if (other.querySelector("[name=item]").value !== form.elements.namedItem("item").value) return false;
    form.elements.csrf_token.value = other.querySelector("[name=csrf_token]").value;
    return true;
  };

  async function save() {
    clearTimeout(timer);
    if (busy || leaving || refused || saved === changed) return;
    busy = true;
    const now = changed;
    state(say.saving);
    try {
      if (stale && !(await refresh())) {
        busy = false;
        again(say.signIn);
        return;
      }
      stale = false;
      next();
      const reply = await fetch(say.save, { method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "error", headers: { "X-Requested-With": "autosave" } });
      const answer = await reply.json().catch(() => ({}));
      if (Number(answer.seq) > seq) seq = Number(answer.seq);
      if (answer.saved) {
        saved = now;
        wait = 1000;
        if (saved === changed) state(say.saved);
        if (answer.label) document.querySelector(".lbar .after").textContent = `· ${answer.label}`;
      } else if (reply.status === 401) {
        stale = true;
        again(say.signIn);
      } else if (reply.status === 400 || reply.status >= 500 || !answer.message) {
        stale = reply.status === 400;
        again(answer.message || say.offline);
      } else {
        saved = now;
        state(answer.message);
        /* A newer answer of another page is kept: whatever this page sends must stay the older one. */
        if (answer.code === "answer_stale") { refused = true; form.elements.seq.value = 0; }
      }
    } catch {
      again(say.offline);
    }
    busy = false;
    if (saved !== changed && wait === 1000) later(0);
  }

  form.addEventListener("input", (event) => {
    changed += 1;
    const typed = event.target.matches("input[type=text], textarea");
    later(typed ? 800 : 0);
  });
  form.addEventListener("change", () => { if (saved !== changed) later(0); });
  form.addEventListener("submit", (event) => {
    /* Without a network the browser would leave for a page of its own: stay, and send when it is back. */
    if (!navigator.onLine) { event.preventDefault(); state(say.offline); return; }
    leaving = true;
    clearTimeout(timer);
    if (!refused) next();
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
  addEventListener("beforeunload", (event) => { if (saved !== changed && !leaving) event.preventDefault(); });
})();
