/* Counts down the time of an attempt. The server says how much is left; only steps of a steady clock are counted here,
   so a device whose clock is wrong changes nothing. Of all that the server said, the earliest end holds: an answer that
   was long under way can only make the end look later than it is. */
(() => {
  "use strict";
  const clock = document.getElementById("clock");
  if (!clock) return;
  const say = clock.dataset;
  const line = document.getElementById("clock-left");
  const spoken = document.getElementById("clock-said");
  const over = document.getElementById("time-over");
  const form = document.getElementById("answer");
  const bar = document.createElement("span");
  bar.className = "after left";
  document.querySelector(".lbar .mid").append(bar);
  const arrived = performance.getEntriesByType("navigation")[0]?.responseStart || performance.now();
  let end = arrived + Number(say.left) * 1000;
  let before = Infinity, running = 0;

  const show = (text) => { for (const place of [line, bar]) if (place && place.textContent !== text) place.textContent = text; };
  const tick = () => {
    const left = (end - performance.now()) / 1000;
    if (left <= 0) { stop(); return; }
    const text = left > 60 ? say.minutes.replace("{n}", Math.ceil(left / 60)) : say.seconds.replace("{n}", Math.ceil(left / 10) * 10);
    show(text);
    for (const mark of [300, 60]) if (before > mark && before < Infinity && left <= mark) spoken.textContent = text;
    before = left;
  };
  const stop = () => {
    clearInterval(running);
    running = 0;
    show(say.end);
    spoken.textContent = ""; /* The heading that the focus goes to is read aloud instead. */
    /* What stands in the fields stays to be read and is sent as it is; new answers begin no more. */
    for (const part of document.querySelectorAll("#answer fieldset, .bbar")) part.inert = true;
    document.querySelector(".bbar").hidden = true;
    over.hidden = false;
    over.focus();
    if (form) form.dispatchEvent(new Event("time-over"));
  };
  const hear = (left) => {
    if (!running) return;
    if (left === null) { clearInterval(running); running = 0; bar.remove(); spoken.textContent = ""; return; }
    end = Math.min(end, performance.now() + left * 1000);
    tick();
  };
  /* A device that slept may not have counted. A page that answered a form is not at its own address. */
  const ask = async () => {
    if (!running || document.visibilityState !== "visible") return;
    try {
      const reply = await fetch(form?.dataset.here || location.href, { credentials: "same-origin", redirect: "manual" });
      const page = reply.ok && new DOMParser().parseFromString(await reply.text(), "text/html");
      if (!page) return;
      const there = page.getElementById("clock");
      if (there) hear(Number(there.dataset.left));
      else if (page.getElementById("answer")) hear(null);
      else hear(0);
    } catch { /* The next saved answer tells. */ }
  };

  running = setInterval(tick, 1000);
  tick();
  if (form) form.addEventListener("kept", (event) => { if (event.detail.left !== undefined) hear(event.detail.left); });
  document.addEventListener("visibilitychange", ask);
  addEventListener("pageshow", (event) => { if (event.persisted) ask(); });
})();
