// Speaks to the page around the frame as WordPress expects it of what it embeds: how tall the words are, and where
// a link leads, which a sandbox without popups can't open by itself. WordPress puts a secret in the frame's
// address and takes no message without it; where there is none, nothing is said to anybody.

function secretOf(hash) {
  return /[#?&]secret=([A-Za-z0-9]{1,64})(?:&|$)/.exec(hash)?.[1] ?? "";
}

const secret = secretOf(location.hash);

if (secret && parent !== window) {
  const say = (message, value) => parent.postMessage({ message, value, secret }, "*");
  const sayHeight = () => say("height", Math.ceil(document.body.getBoundingClientRect().height));
  new ResizeObserver(sayHeight).observe(document.body);
  addEventListener("message", (event) => {
    const isAsked = event.data?.secret === secret && event.data.message === "ready";
    if (event.source === parent && isAsked) sayHeight();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    say("link", link.href);
  });
}
