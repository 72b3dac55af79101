/* A push shows what it says, and a tap opens the page it names: ours, in a window that is open or a new one. */
addEventListener("push", function (event) {
  var said = event.data ? event.data.json() : {};
  event.waitUntil(registration.showNotification(said.title || "Dimona24", {
    body: said.body || "", lang: said.lang || "", data: { url: said.url || "/" }, icon: "/icons/icon-192.png", tag: said.url, renotify: !!said.url
  }));
});
addEventListener("notificationclick", function (event) {
  var wanted = new URL(event.notification.data.url, location.origin);
  event.notification.close();
  if (wanted.origin !== location.origin) return;
  event.waitUntil(clients.matchAll({ type: "window" }).then(function (open) {
    var ours = open.find(function (one) { return "navigate" in one; });
    return ours ? ours.navigate(wanted.href).then(function (one) { return one && one.focus(); })
      : clients.openWindow(wanted.href);
  }));
});
