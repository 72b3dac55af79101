/* Says on the page when the line to us is dead. Reflex notices late: only once a new connection has failed, too.
   Here a line is dead when the browser is offline, when no socket is open, or when our heartbeat (each 8 s) stays away. */
(function () {
  var HEARTBEAT_LATE = 12000, MAY_RECONNECT = 1500, MAY_START = 5000;
  var Native = window.WebSocket, open = 0, heard = Date.now(), lost = Date.now() + MAY_START;
  window.WebSocket = class extends Native {
    constructor(address, protocols) {
      super(address, protocols);
      var wasOpen = false;
      this.addEventListener("open", function () { wasOpen = true; open += 1; heard = Date.now(); });
      this.addEventListener("message", function () { heard = Date.now(); });
      this.addEventListener("close", function () {
        if (wasOpen && (open -= 1) === 0) lost = Date.now();
      });
    }
  };
  document.addEventListener("visibilitychange", function () { heard = lost = Date.now(); });
  function isDead(now) {
    if (navigator.onLine === false) return true;
    return open > 0 ? now - heard > HEARTBEAT_LATE : now - lost > MAY_RECONNECT;
  }
  setInterval(function () {
    if (document.visibilityState !== "hidden") document.documentElement.toggleAttribute("data-dead-line", isDead(Date.now()));
  }, 500);
  /* Light or dark is chosen for this device alone, and known before the first paint. */
  var LOOK = "look", root = document.documentElement;
  function chosen() { try { return localStorage.getItem(LOOK) || "system"; } catch (blocked) { return "system"; } }
  function show() { root.setAttribute("data-look", chosen()); }
  show();
  document.addEventListener("change", function (event) {
    if (event.target.name !== "appearance") return;
    try { localStorage.setItem(LOOK, event.target.value); } catch (blocked) { return; }
    show();
  });
  setInterval(function () {
    var answer = document.querySelector("input[name=appearance][value=" + chosen() + "]");
    if (answer && !answer.checked) answer.checked = true;
    if (!root.hasAttribute("data-look")) show();
  }, 300);
  /* Signing in leads on to the page that was wanted, in another language too; an e-mail address that was not let in is
     put back. It is kept in this tab, and only until the next page is there. */
  var EMAIL = "email", onSignIn = /\/sign-in(\/|$)/;
  function mail(typed) {
    try {
      var kept = sessionStorage.getItem(EMAIL);
      if (typed) sessionStorage.setItem(EMAIL, typed); else sessionStorage.removeItem(EMAIL);
      return kept;
    } catch (blocked) { return ""; }
  }
  document.addEventListener("submit", function (event) {
    var given = event.target.elements;
    if (!given.to || !onSignIn.test(location.pathname)) return;
    given.to.value = new URLSearchParams(location.search).get("to") || "";
    mail(given.email.value);
  }, true);
  document.addEventListener("click", function (event) {
    var other = onSignIn.test(location.pathname) && event.target.closest(".languages a");
    if (other) other.search = location.search;
  }, true);
  var typedBefore = mail();
  if (/\/sign-in\/(wrong|later|unreachable)$/.test(location.pathname)) document.addEventListener("DOMContentLoaded", function () {
    var field = document.getElementById("email");
    if (field && !field.value) field.value = typedBefore || "";
  });
  /* A page the browser kept alive must not show what was on it before somebody signed out. */
  addEventListener("pageshow", function (event) { if (event.persisted) location.reload(); });
  /* What is typed stays when a server that forgot the page has its form drawn anew: it is put back before anybody can
     press a button under an empty form, and told. Another page begins with nothing. */
  var typed = {}, place = location.pathname;
  function typedHere() {
    if (place !== location.pathname) { typed = {}; place = location.pathname; }
    return typed;
  }
  document.addEventListener("input", function (event) {
    if (event.target.closest("#terms")) typedHere()[event.target.name] = event.target;
  });
  function twin(old) {
    return document.querySelector("#terms [name=" + old.name + "]" + (old.type === "radio" ? "[value='" + old.value + "']" : ""));
  }
  new MutationObserver(function () {
    Object.keys(typedHere()).forEach(function (name) {
      var old = typed[name], fresh = twin(old);
      if (!fresh || fresh === old) return;
      typed[name] = fresh;
      if (old.type === "radio") return fresh.checked || fresh.click();
      if (fresh.value === old.value) return;
      fresh.value = old.value;
      fresh.dispatchEvent(new Event(old.tagName === "SELECT" ? "change" : "focusout", { bubbles: true }));
    });
  }).observe(document, { childList: true, subtree: true });
  /* A form that is sent before the page is alive waits for that: the browser by itself would load the page anew, with
     all that was typed in its address. */
  var early = new WeakSet();
  function isAlive(form) { return Object.keys(form).some(function (key) { return key.startsWith("__reactProps"); }); }
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.hasAttribute("action") || isAlive(form)) return;
    event.preventDefault();
    if (early.has(form)) return;
    early.add(form);
    var looking = setInterval(function () {
      if (form.isConnected && !isAlive(form)) return;
      clearInterval(looking);
      early.delete(form);
      if (form.isConnected) form.requestSubmit();
    }, 100);
  }, true);
  /* Who uses the keyboard or listens goes on where they are: a control that is gone hands its focus to the one drawn
     in its place, else to the heading. What was typed in a form that is drawn anew is first put back, above. */
  var focused = null, focusedAt = "";
  document.addEventListener("focusin", function (event) { focused = event.target; focusedAt = location.pathname; });
  setInterval(function () {
    if (!focused || focused.isConnected || typed[focused.name] === focused || document.activeElement !== document.body) return;
    var twin = focused.id && focusedAt === location.pathname && document.getElementById(focused.id);
    var heir = twin || document.getElementById("page-title");
    if (heir) heir.focus({ preventScroll: true });
  }, 100);
  /* What time is left goes on while a page stays open: an element says the seconds there were when it was drawn, the
     words around them, and what is said once they are over. The clock of the device only measures how long that is ago. */
  var drawn = new WeakMap();
  function length(seconds) {
    var minutes = Math.floor(seconds / 60), unit = minutes < 120 ? "minute" : minutes < 2880 ? "hour" : "day";
    var count = Math.floor(minutes / { minute: 1, hour: 60, day: 1440 }[unit]);
    return new Intl.NumberFormat(root.lang, { style: "unit", unit: unit, unitDisplay: "long" }).format(count);
  }
  setInterval(function () {
    document.querySelectorAll("[data-left*='|']").forEach(function (one) {
      var told = one.dataset.left, known = drawn.get(one), said = told.split("|");
      if (!known || known.told !== told) drawn.set(one, known = { told: told, at: Date.now() });
      var still = said[0] - (Date.now() - known.at) / 1000;
      var words = still < 0 ? said[2] : said[1].replace("{left}", length(still));
      if (one.firstChild && one.textContent !== words) one.firstChild.nodeValue = words;
    });
  }, 1000);
  /* The service worker keeps the offline page; it is no hurry. */
  var worker = navigator.serviceWorker;
  function look() {
    worker.ready.then(function (found) { found.active.postMessage({ ask: "look", path: location.pathname }); });
  }
  if (worker) addEventListener("load", function () {
    worker.register("/worker.js");
    look();
    /* A session that ended leads to the sign-in page without loading a document. */
    var at = location.pathname;
    setInterval(function () { if (at !== location.pathname && /\/sign-in/.test(at = location.pathname)) look(); }, 1000);
    /* What was started without a line has arrived: it stands on the home page, if it does not already. */
    function isMissing(one) { return !document.querySelector("a[href$='/drafts/" + one.id + "']"); }
    worker.addEventListener("message", function (event) {
      if (/^\/[a-z]{2}\/?$/.test(location.pathname) && (event.data.handed || []).some(isMissing)) location.reload();
    });
  });
})();
