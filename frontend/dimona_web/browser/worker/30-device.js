/* What stays on the device for the offline page: names of known workers (no national number) and started filings.
   It belongs to one person at one employer. Signing out wipes it, and so does somebody else; a session that ended
   takes the names and leaves what was started, without a name, to the person who started it. */
var DEVICE = "device", PEOPLE = "/device/people", STARTED = "/device/started/", HAND_OVER = "/device/drafts";
/* Names never outlive the session they came with, which the API ends after twelve hours. */
var NAMES_LAST = 12 * 3600e3, wiped = 0;
function onDevice(use) { return caches.open(DEVICE).then(use); }
function read(box, address) { return box.match(address).then(function (found) { return found ? found.json() : null; }); }
function write(box, address, value) { return box.put(address, new Response(JSON.stringify(value))); }
function started(box) {
  return box.keys().then(function (all) {
    var mine = all.filter(function (one) { return new URL(one.url).pathname.indexOf(STARTED) === 0; });
    return Promise.all(mine.map(function (one) { return read(box, one); }));
  });
}
function wipe() { wiped += 1; return caches.delete(DEVICE); }
function ask(address, given) {
  return fetch(address, Object.assign({ cache: "no-store", signal: AbortSignal.timeout(10000) }, given));
}
function namesGo(box) {
  return box.delete(PEOPLE).then(function () { return started(box); }).then(function (all) {
    return Promise.all(all.map(function (one) { return write(box, STARTED + one.id, Object.assign(one, { name: "" })); }));
  });
}
/* Ask whose names may stand here now; then hand over what was started. A wipe in the meantime wins. */
function look() {
  var before = wiped;
  return ask(PEOPLE).then(function (answer) {
    if (answer.status === 401) return onDevice(namesGo);
    if (!answer.ok) return null;
    return answer.json().then(function (told) {
      return onDevice(function (box) { return settleIn(box, told, before); });
    }).then(function () { return before === wiped ? handOver() : wipe(); });
  }, function () { return null; });
}
function settleIn(box, told, before) {
  return started(box).then(function (all) {
    var others = all.filter(function (one) { return one.owner !== told.owner; });
    return Promise.all(others.map(function (one) { return box.delete(STARTED + one.id); }));
  }).then(function () {
    return before === wiped && write(box, PEOPLE, Object.assign(told, { seen: Date.now() }));
  });
}
/* Hand over to the API's drafts: never filed, and however often, it is one draft, for the device gave it its id. */
function handOver() {
  return onDevice(function (box) {
    return started(box).then(function (all) {
      return Promise.all(all.map(function (one) {
        var given = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(one) };
        return ask(HAND_OVER, given).then(function (answer) {
          if (answer.ok) return box.delete(STARTED + one.id).then(function () { return one; });
          return answer.status === 401 ? "signedOut" : null;
        }, function () { return null; });
      }));
    });
  }).then(function (all) {
    var handed = all.filter(function (one) { return one && one.id; });
    if (handed.length) tellPages({ handed: handed });
    return { handed: handed, signedOut: all.indexOf("signedOut") >= 0 };
  });
}
function tellPages(said) {
  clients.matchAll().then(function (all) { all.forEach(function (one) { one.postMessage(said); }); });
}
var ANSWERS = {
  look: function (said) { return /\/sign-in\/goodbye$/.test(said.path) ? wipe() : look(); },
  list: function () {
    return onDevice(function (box) {
      return read(box, PEOPLE).then(function (known) {
        if (!known || Date.now() - known.seen < NAMES_LAST) return known;
        return namesGo(box).then(function () { return null; });
      }).then(function (known) {
        return started(box).then(function (all) { return { people: known ? known.people : [], started: all }; });
      });
    });
  },
  keep: function (said) {
    return onDevice(function (box) {
      return read(box, PEOPLE).then(function (known) {
        return known && write(box, STARTED + said.filing.id, Object.assign(said.filing, { owner: known.owner }));
      });
    }).then(function () { if (registration.sync) registration.sync.register("hand-over").catch(function () {}); });
  },
  drop: function (said) { return onDevice(function (box) { return box.delete(STARTED + said.id); }); },
  handOver: handOver
};
addEventListener("message", function (event) {
  var answer = ANSWERS[event.data.ask];
  if (!answer) return;
  event.waitUntil(Promise.resolve(answer(event.data)).then(function (said) {
    if (event.ports[0]) event.ports[0].postMessage(said || {});
  }));
});
addEventListener("sync", function (event) { if (event.tag === "hand-over") event.waitUntil(handOver()); });
addEventListener("fetch", function (event) {
  if (event.request.method === "POST" && new URL(event.request.url).pathname === "/auth/sign-out") event.waitUntil(wipe());
});
