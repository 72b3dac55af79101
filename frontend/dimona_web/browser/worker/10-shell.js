/* The service worker. The files of this folder become one, /worker.js, in the order of their names; the build
   puts VERSION, LANGUAGES, LIVE (addresses of no page) and KEPT (the offline page and what it needs) before them.
   Of all pages it keeps that one alone: no page with anybody's data, no answer of the API, no socket, no sign-in. */
var SHELL = "shell-" + VERSION, PATIENCE = 12000, AWAY = [502, 503, 504];
addEventListener("install", function (event) {
  event.waitUntil(caches.open(SHELL).then(function (shell) {
    return shell.addAll(KEPT.map(function (address) { return new Request(address, { cache: "reload" }); }));
  }).then(function () { return skipWaiting(); }));
});
addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) {
      return name.indexOf("shell-") === 0 && name !== SHELL;
    }).map(function (name) { return caches.delete(name); }));
  }).then(function () { return clients.claim(); }));
});
function isLive(path) { return LIVE.some(function (start) { return path.indexOf(start) === 0; }); }
function kept(address) {
  return caches.open(SHELL).then(function (shell) { return shell.match(address); });
}
function offlinePage(address) {
  var first = address.pathname.split("/")[1];
  return kept("/" + (LANGUAGES.indexOf(first) < 0 ? LANGUAGES[0] : first) + "/offline");
}
/* The network first, and not for ever: a line that swallows everything is no line either. */
function page(request) {
  return fetch(request, { signal: AbortSignal.timeout(PATIENCE) }).then(function (answer) {
    if (AWAY.indexOf(answer.status) < 0) return answer;
    return offlinePage(new URL(request.url)).then(function (ours) { return ours || answer; });
  }, function (unreachable) {
    return offlinePage(new URL(request.url)).then(function (ours) { if (ours) return ours; throw unreachable; });
  });
}
addEventListener("fetch", function (event) {
  var request = event.request, address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (KEPT.indexOf(address.pathname) >= 0 && request.mode !== "navigate") {
    event.respondWith(kept(address.pathname).then(function (ours) { return ours || fetch(request); }));
  } else if (request.mode === "navigate" && !isLive(address.pathname)) {
    event.respondWith(page(request));
  }
});
