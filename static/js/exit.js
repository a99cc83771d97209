/* Quick exit. The link works without this; three Shift presses within five seconds leave as well. */
(() => {
  "use strict";
  const link = document.querySelector(".js-exit");
  if (!link) return;
  const say = document.createElement("span");
  say.className = "vh";
  say.setAttribute("role", "status");
  link.after(say);
  let presses = 0, alone = false, timer = 0;

  const show = (text) => {
    if (presses) link.dataset.n = presses; else delete link.dataset.n;
    link.querySelectorAll(".lights i").forEach((light, at) => light.classList.toggle("on", at < presses));
    say.textContent = text;
  };
  const forget = () => { if (presses) { presses = 0; show(""); } };
  const leave = () => {
    const cover = document.createElement("div");
    cover.className = "leaving";
    cover.setAttribute("role", "alert");
    document.body.append(cover);
    document.title = link.dataset.title;
    location.replace(link.href);
  };
  /* Korean typing uses Shift for doubled letters: in a text field, or while a syllable is composed, it never counts. */
  const typing = (event) => event.isComposing || event.keyCode === 229 || event.target.isContentEditable
    || event.target.matches?.("textarea, select, input:not([type=radio], [type=checkbox], [type=submit])");

  link.addEventListener("click", (event) => { event.preventDefault(); leave(); });
  addEventListener("keydown", (event) => {
    const shift = event.key === "Shift" && !event.ctrlKey && !event.altKey && !event.metaKey;
    if (!shift || typing(event)) { alone = false; forget(); } else if (!event.repeat) alone = true;
  }, true);
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone || typing(event)) return;
    alone = false;
    clearTimeout(timer);
    presses += 1;
    if (presses > 2) { leave(); return; }
    show(presses === 1 ? link.dataset.two : link.dataset.one);
    timer = setTimeout(forget, 5000);
  }, true);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
