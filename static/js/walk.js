/* A scenario one step at a time, with the way back. Nothing is stored; without this every step stands on the page. */
(() => {
  "use strict";
  const words = document.querySelector("[data-walk-back]")?.dataset;
  if (!words) return;
  document.querySelectorAll("section.scenario").forEach((scenario) => {
    const steps = [...scenario.querySelectorAll("section.step")];
    if (steps.length < 2) return;
    const first = steps.find((step) => step.id === scenario.dataset.start) || steps[0];
    const walked = [];
    const nav = document.createElement("p");
    nav.className = "walk-nav";
    const button = (text, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "btn btn-2 btn-sm";
      made.textContent = text;
      made.addEventListener("click", act);
      nav.append(made);
    };
    const show = (step, move) => {
      steps.forEach((other) => {
        other.hidden = other !== step;
        other.classList.remove("here");
        if (other !== step) other.querySelectorAll("details[open]").forEach((choice) => { choice.open = false; });
      });
      nav.replaceChildren();
      if (walked.length) {
        button(words.walkBack, () => show(walked.pop(), true));
        if (step.matches(".end") && !step.querySelector("a.go")) button(words.walkAgain, () => { walked.length = 0; show(first, true); });
        step.append(nav);
      } else nav.remove();
      if (!move) return;
      step.classList.add("here");
      const head = step.querySelector("h2, h3, h4, h5") || step;
      head.tabIndex = -1;
      head.focus({ preventScroll: true });
      step.scrollIntoView({ block: "start" });
    };
    scenario.addEventListener("click", (event) => {
      const go = event.target.closest("a.go");
      const next = go && steps.find((step) => `#${step.id}` === decodeURIComponent(go.hash));
      if (!next) return;
      event.preventDefault();
      if (next === first) walked.length = 0; else walked.push(steps.find((step) => !step.hidden));
      show(next, true);
    });
    scenario.addEventListener("toggle", (event) => {
      if (!event.target.open || !event.target.matches(".paths details")) return;
      event.target.closest(".paths").querySelectorAll("details[open]").forEach((choice) => {
        if (choice !== event.target) choice.open = false;
      });
      event.target.scrollIntoView({ block: "nearest" });
    }, true);
    show(steps.find((step) => `#${step.id}` === decodeURIComponent(location.hash)) || first, false);
  });
})();
