// A button beside each text that is to be copied, for those who let a page run this. The texts stand there without it.
"use strict";
for (const button of document.querySelectorAll("[data-copy]")) {
  const code = button.parentElement.querySelector("code");
  const label = button.firstChild;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch { // a page without https may not: then the text is marked, and Ctrl-C copies it
      getSelection().selectAllChildren(code);
      document.execCommand("copy");
    }
    label.data = "Copied";
    setTimeout(() => { label.data = "Copy"; }, 2000);
  });
}
