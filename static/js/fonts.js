/* The web font: asked for when the page is done, never with Save-Data. */
(() => {
  "use strict";
  const css = document.currentScript.dataset.css;
  const net = navigator.connection;
  if (!css || (net && net.saveData)) return;
  addEventListener("load", () => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = css;
    document.head.append(link);
  });
})();
