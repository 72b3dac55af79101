/* Push on this device: on, off, try it; and off when somebody signs out here. How it stands is written on the root
   element as data-push, the stylesheet shows the words for it. The browser's subscription never stays in the page. */
(function () {
  "use strict";
  var root = document.documentElement, ID = "push", SIGN_OUT = "/auth/sign-out", PATIENCE = 2000, seen = null;
  function say(how) { root.setAttribute("data-push", how); }
  function kept() { try { return localStorage.getItem(ID); } catch (blocked) { return null; } }
  function keep(id) {
    try { if (id) localStorage.setItem(ID, id); else localStorage.removeItem(ID); } catch (blocked) { return; }
  }
  function able() { return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window; }
  function worker() {
    return navigator.serviceWorker.register("/worker.js").then(function () { return navigator.serviceWorker.ready; });
  }
  function subscription() {
    return navigator.serviceWorker.getRegistration().then(function (found) {
      return found ? found.pushManager.getSubscription() : null;
    });
  }
  function ask(what, said) {
    var body = JSON.stringify(Object.assign({ language: root.lang }, said));
    return fetch("/push/" + what, { method: "POST", headers: { "Content-Type": "application/json" }, body: body })
      .then(function (answer) { if (!answer.ok) throw new Error(answer.status); return answer.json(); });
  }
  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); });
  }
  function look(mine) {
    if (!able()) return say("none");
    if (Notification.permission === "denied") return say("blocked");
    subscription().then(function (found) {
      say(found && mine.split(" ").indexOf(kept()) >= 0 ? "on" : "off");
    }, function () { say("failed"); });
  }
  function end() {
    return subscription().then(function (found) { return found && found.unsubscribe(); }, function () { return null; });
  }
  var doing = {
    /* What was subscribed here before may be somebody else's: it ends, and its address with it. */
    on: function (key) {
      return Notification.requestPermission().then(function (answer) {
        if (answer !== "granted") return say(answer === "denied" ? "blocked" : "off");
        return worker().then(function (ready) {
          return end().then(function () {
            return ready.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(key) });
          });
        }).then(function (made) { return ask("on", made.toJSON()); })
          .then(function (known) { keep(known.id); say("on"); });
      });
    },
    off: function () {
      var id = kept();
      keep("");
      return end().then(function () { return id ? ask("off", { id: id }) : null; }).then(function () { say("off"); });
    },
    test: function () { return ask("test", { id: kept() }).then(function () { say("tried"); }); }
  };
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-push]"), here = document.getElementById("push");
    if (!button || !here || button === root) return;
    say("busy");
    doing[button.getAttribute("data-push")](here.dataset.key).catch(function () { say("failed"); });
  });
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.getAttribute("action") !== SIGN_OUT || !kept()) return;
    event.preventDefault();
    var late = new Promise(function (done) { setTimeout(done, PATIENCE); });
    function leave() { HTMLFormElement.prototype.submit.call(form); }
    Promise.race([doing.off(), late]).then(leave, leave);
  });
  setInterval(function () {
    var here = document.getElementById("push"), mine = here ? here.dataset.mine || "" : null;
    if (mine !== seen) { seen = mine; if (mine !== null) look(mine); }
  }, 300);
})();
