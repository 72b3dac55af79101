/* The page without a line. It asks the service worker for what is on the device, and says what is not filed. */
(function () {
  "use strict";
  var root = document.documentElement, language = root.lang;
  try { root.setAttribute("data-look", localStorage.getItem("look") || "system"); } catch (blocked) { /* as the system */ }
  function by(id) { return document.getElementById(id); }
  function words(name, values) {
    return by("words").dataset[name].replace(/\{(\w+)\}/g, function (_, key) { return values[key]; });
  }
  function worker(said) {
    return navigator.serviceWorker.ready.then(function (found) {
      return new Promise(function (done) {
        var line = new MessageChannel();
        line.port1.onmessage = function (event) { done(event.data); };
        found.active.postMessage(said, [line.port2]);
      });
    });
  }
  /* Days and hours are those of Brussels, wherever the phone is. */
  function inBrussels(at) { return new Date(at).toLocaleString("sv", { timeZone: "Europe/Brussels" }); }
  function instant(day, hour) {
    var guess = Date.parse(day + "T" + hour + ":00Z");
    return guess - (Date.parse(inBrussels(guess).replace(" ", "T") + "Z") - guess);
  }
  function day(ahead) { return inBrussels(Date.now() + ahead * 864e5).slice(0, 10); }
  function written(at, hour) {
    var how = { timeZone: "Europe/Brussels", weekday: "short", day: "numeric", month: "long" };
    if (hour) { how.hour = "2-digit"; how.minute = "2-digit"; }
    return new Date(at).toLocaleString(language, how);
  }
  function left(ms) {
    var minutes = Math.floor(ms / 6e4), unit = minutes < 120 ? "minute" : minutes < 2880 ? "hour" : "day";
    var count = Math.floor(minutes / { minute: 1, hour: 60, day: 1440 }[unit]);
    return new Intl.NumberFormat(language, { style: "unit", unit: unit, unitDisplay: "long" }).format(count);
  }
  /* The law: an IN must be there before the work begins. Without an hour we know the day alone. */
  function until(filing) {
    if (!filing.startDate) return "";
    if (!filing.startHour) return words("assumed", { day: written(instant(filing.startDate, "12:00")) });
    var at = instant(filing.startDate, filing.startHour), still = at - Date.now(), when = { at: written(at, true) };
    if (still < 0) return words("passed", when);
    return words("before", when) + " · " + words("left", { left: left(still) });
  }
  function kindOf(filing) {
    var option = by("kind").querySelector("option[value='" + (filing.kind || "") + "']");
    return filing.kind && option ? option.textContent + " · " : "";
  }
  function rows(list, filings, link) {
    list.replaceChildren.apply(list, filings.map(function (one) {
      var line = by(link ? "handed-line" : "started-line").content.cloneNode(true).firstElementChild;
      function put(name, said) { line.querySelector("[data-put=" + name + "]").textContent = said; }
      put("name", one.name || words("nameless"));
      put("what", kindOf(one) + written(instant(one.startDate, one.startHour || "12:00"), !!one.startHour));
      put("until", until(one));
      if (link) line.querySelector("a").href = "/" + language + "/drafts/" + one.id;
      else line.querySelector("button").addEventListener("click", function () { worker({ ask: "drop", id: one.id }).then(show); });
      return line;
    }));
    list.closest("section").hidden = !filings.length;
  }
  var handed = [];
  function show() {
    return worker({ ask: "list" }).then(function (found) {
      var who = by("who"), chosen = who.value;
      who.replaceChildren.apply(who, [who.options[0]].concat(found.people.map(function (one) { return new Option(one.name, one.id); })));
      who.value = chosen;
      by("begin").hidden = !found.people.length;
      by("nobody").hidden = !!found.people.length;
      rows(by("started"), found.started);
      rows(by("handed"), handed, true);
    });
  }
  function filing() {
    var form = by("form").elements, start = form.start.value;
    return {
      worker: form.who.value, name: form.who.selectedOptions[0].text, kind: form.kind.value,
      startDate: start === "pick" ? form.day.value : day(start === "tomorrow" ? 1 : 0),
      startHour: form.from.value, endHour: form.to.value
    };
  }
  function changed() {
    var pick = by("form").elements.start.value === "pick";
    by("picked").hidden = !pick;
    by("day").required = pick;
    by("until").textContent = until(filing());
  }
  function isAlive(alive) {
    by("back").hidden = !alive;
    by("heading").textContent = words(alive ? "alive" : "dead");
  }
  function lineIsBack() {
    return fetch("/health", { cache: "no-store", signal: AbortSignal.timeout(4000) }).then(function (answer) {
      isAlive(answer.ok);
      return answer.ok && worker({ ask: "handOver" }).then(function (said) {
        handed = handed.concat(said.handed.filter(isNew));
        by("signed-out").hidden = !said.signedOut;
        return show();
      });
    }).catch(function () { isAlive(false); });
  }
  function isNew(one) { return !handed.some(function (other) { return other.id === one.id; }); }
  document.addEventListener("DOMContentLoaded", function () {
    if (!navigator.serviceWorker) return;
    by("form").addEventListener("input", changed);
    by("form").addEventListener("submit", function (event) {
      event.preventDefault();
      var one = Object.assign(filing(), { id: crypto.randomUUID() });
      worker({ ask: "keep", filing: one }).then(function () { by("form").reset(); changed(); return show(); }).then(function () {
        by("kept-title").focus();
        return lineIsBack();
      });
    });
    by("again").addEventListener("click", function () { location.reload(); });
    navigator.serviceWorker.addEventListener("message", function (event) {
      handed = handed.concat((event.data.handed || []).filter(isNew));
      show();
    });
    changed();
    show().then(lineIsBack);
    addEventListener("online", lineIsBack);
    setInterval(lineIsBack, 5000);
    setInterval(function () { changed(); show(); }, 30000);
  });
})();
