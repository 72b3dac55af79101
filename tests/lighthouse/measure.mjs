/* One look of Lighthouse at one page, as on a phone: what to look at comes as JSON on stdin, what was found leaves
   as JSON on stdout. Asked: browser (a path), address, and the cookie of a session, if any. */
import { text } from "node:stream/consumers";
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";

const CATEGORIES = ["performance", "accessibility", "best-practices"];
const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];

const asked = JSON.parse(await text(process.stdin));
const browser = await puppeteer.launch({ executablePath: asked.browser, args: ARGUMENTS });
try {
  if (asked.cookie) await browser.setCookie({ ...asked.cookie, httpOnly: true });
  const page = await browser.newPage();
  const flags = { logLevel: "error", output: "json", onlyCategories: CATEGORIES };
  const { lhr } = await lighthouse(asked.address, flags, undefined, page);
  process.stdout.write(JSON.stringify(told(lhr)));
} finally {
  await browser.close();
}

function told(lhr) {
  const number = (audit) => lhr.audits[audit].numericValue ?? null;
  return {
    error: lhr.runtimeError?.message ?? "",
    shown: lhr.finalDisplayedUrl,
    scores: Object.fromEntries(CATEGORIES.map((name) => [name, score(lhr.categories[name])])),
    layoutShift: number("cumulative-layout-shift"),
    largestPaint: number("largest-contentful-paint"),
    blocked: number("total-blocking-time"),
    failed: CATEGORIES.slice(1).flatMap((name) => failed(lhr, lhr.categories[name])),
  };
}

/* 0 to 100; null when it could not be told. */
function score(category) {
  return category.score === null ? null : Math.round(category.score * 100);
}

function failed(lhr, category) {
  const refs = category.auditRefs.filter((ref) => ref.weight > 0 && lhr.audits[ref.id].score === 0);
  return refs.map((ref) => ref.id);
}
