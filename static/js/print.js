// Buttons that print only show where there is a script to do it; what is folded lies open while a browser prints.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
if (!CSS.supports("selector(details::details-content)")) {
  const unfolded = [];
  addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("details:not([open])")) {
      fold.open = true;
      unfolded.push(fold);
    }
  });
  addEventListener("afterprint", () => unfolded.splice(0).forEach((fold) => { fold.open = false; }));
}
