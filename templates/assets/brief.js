/* Small comforts over pages that read well without them: sorting and filtering tables, switches for the marks, the full-text search. */
(function () {
  "use strict";
  const base = new URL(".", document.currentScript.src); // .../assets/
  const KINDS = { p: "People", o: "Organisations", l: "Places", f: "Figures", d: "Dates", q: "Quotations" };

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  function load(path) {
    return new Promise((resolve, reject) => {
      const script = make("script", { src: new URL(path, base).href });
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
  }

  // ------------------------------------------------------------ tables

  let sorter = null;
  function loadSorter() {
    sorter = sorter || load("vendor/tablesort.min.js").then(() => load("vendor/tablesort.number.min.js"));
    return sorter;
  }

  function startTables() {
    for (const table of document.querySelectorAll(".sortable table")) {
      if (table.dataset.started) continue;
      table.dataset.started = "yes";
      loadSorter().then(() => new window.Tablesort(table)).catch(() => {});
      const rows = [...table.tBodies[0].rows];
      if (rows.length > 7) addFilter(table, rows);
    }
  }

  function addFilter(table, rows) {
    const input = make("input", { type: "search", id: "filter", autocomplete: "off" });
    const count = make("span", { role: "status" });
    const words = rows.map((row) => plain(row.textContent));
    input.addEventListener("input", () => {
      const wanted = plain(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, at) => {
        row.hidden = !wanted.every((word) => words[at].includes(word));
        if (!row.hidden) shown += 1;
      });
      count.textContent = wanted.length ? shown + " of " + rows.length : "";
    });
    const bar = make("div", { class: "filter" }, make("label", { for: "filter" }, "Filter"), input, count);
    (table.closest(".sortable") || table).before(bar);
  }

  function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  // ------------------------------------------------------------ switches

  function remembered() {
    try { return JSON.parse(localStorage.getItem("concord.hidden") || "[]"); } catch { return []; }
  }

  function remember(kinds) {
    try { localStorage.setItem("concord.hidden", JSON.stringify(kinds)); } catch { /* private windows keep nothing */ }
  }

  function startSwitches() {
    const bar = document.querySelector(".switches");
    if (!bar || bar.childElementCount) return;
    const article = bar.closest("article") || document.body;
    const hidden = new Set(remembered());
    for (const [kind, label] of Object.entries(KINDS)) {
      const count = article.querySelectorAll(".mk." + kind).length;
      if (!count) continue;
      const box = make("input", { type: "checkbox", autocomplete: "off" });
      const show = () => article.classList.toggle("no-" + kind, !box.checked);
      box.checked = !hidden.has(kind);
      box.addEventListener("change", () => {
        box.checked ? hidden.delete(kind) : hidden.add(kind);
        remember([...hidden]);
        show();
      });
      show();
      bar.append(make("label", {}, box, make("span", { class: "mk " + kind }, label), " " + count));
    }
  }

  // ------------------------------------------------------------ full-text search

  const FACETS = { kind: "Kind", source: "Source", person: "Person", place: "Place", organisation: "Organisation", month: "Month" };
  const PAGE = 10;

  async function startSearch() {
    const place = document.getElementById("full-search");
    if (!place || place.dataset.started) return;
    place.dataset.started = "yes";
    const input = make("input", { type: "search", "aria-label": "Search every sentence", placeholder: "A name, a word, “a phrase”", autocomplete: "off" });
    const status = make("p", { class: "status", role: "status" });
    const facets = make("div", { class: "facets" });
    const list = make("ol", {});
    const more = make("button", { type: "button" }, "More");
    more.hidden = true;
    input.value = new URLSearchParams(location.search).get("find") || "";
    place.replaceChildren(make("div", { class: "box" }, input), status, make("div", { class: "columns" }, facets, make("div", {}, list, more)));
    let engine, kinds;
    try {
      engine = await import(new URL("../pagefind/pagefind.js", base).href);
      await engine.init();
      kinds = Object.keys((await engine.filters()).kind || {}); // results carry counts of facets only once these are loaded
    } catch {
      status.textContent = "This site was built without the full-text search.";
      return;
    }
    const chosen = {};
    let run = 0;

    async function search() {
      const mine = (run += 1);
      const query = input.value.trim();
      const wanted = Object.values(chosen).some((values) => values.size);
      history.replaceState(history.state, "", query ? "?find=" + encodeURIComponent(query) : location.pathname);
      if (!query && !wanted) {
        list.replaceChildren();
        status.textContent = "";
        more.hidden = true;
        showFacets(await engine.filters());
        return;
      }
      const filters = {};
      for (const [name, values] of Object.entries(chosen)) if (values.size) filters[name] = { all: [...values] };
      if (!filters.kind) filters.kind = { any: kinds }; // lists and other pages without a kind repeat what the entries say
      const answer = await engine.search(query || null, { filters });
      if (mine !== run) return;
      status.textContent = answer.results.length === 1 ? "1 page" : answer.results.length + " pages";
      showFacets(answer.filters);
      list.replaceChildren();
      let at = 0;
      async function next() {
        const part = await Promise.all(answer.results.slice(at, at + PAGE).map((result) => result.data()));
        if (mine !== run) return;
        at += PAGE;
        for (const page of part) list.append(shown(page));
        more.hidden = at >= answer.results.length;
      }
      more.onclick = next;
      await next();
    }

    function shown(page) {
      const anchor = anchorOf(page);
      const kind = ((page.filters || {}).kind || ["Page"])[0];
      const link = make("a", { href: page.url + anchor }, page.meta.title || page.url);
      return make("li", {}, make("span", { class: "kind" }, kind), link, excerpt(page.excerpt));
    }

    function anchorOf(page) {
      // The paragraph that holds most of what was searched; rare words weigh more.
      const paragraphs = (page.anchors || []).filter((anchor) => /^p-\d+$/.test(anchor.id));
      const scores = {};
      let best = "";
      for (const { location, balanced_score: score } of page.weighted_locations || []) {
        let at = "";
        for (const anchor of paragraphs) if (anchor.location <= location) at = anchor.id;
        if (!at) continue;
        scores[at] = (scores[at] || 0) + score;
        if (!best || scores[at] > scores[best]) best = at;
      }
      return best && "#" + best;
    }

    function excerpt(html) {
      // Parsed in a document of its own that runs and loads nothing; only text and <mark> are taken over.
      const parsed = new DOMParser().parseFromString(html || "", "text/html").body;
      const line = make("p", {});
      for (const node of parsed.childNodes) {
        line.append(node.nodeName === "MARK" ? make("mark", {}, node.textContent) : node.textContent);
      }
      return line;
    }

    function showFacets(found) {
      facets.replaceChildren();
      for (const [name, label] of Object.entries(FACETS)) {
        const held = chosen[name] || (chosen[name] = new Set());
        const counts = Object.entries((found || {})[name] || {}).filter(([value, count]) => count > 0 || held.has(value));
        counts.sort((a, b) => Number(held.has(b[0])) - Number(held.has(a[0])) || b[1] - a[1] || a[0].localeCompare(b[0]));
        if (!counts.length) continue;
        const group = make("fieldset", {}, make("legend", {}, label));
        for (const [value, count] of counts.slice(0, 8)) {
          const box = make("input", { type: "checkbox", autocomplete: "off" });
          box.checked = held.has(value);
          box.addEventListener("change", () => {
            box.checked ? held.add(value) : held.delete(value);
            search();
          });
          group.append(make("label", {}, box, make("span", {}, value + " (" + count + ")")));
        }
        facets.append(group);
      }
    }

    let waiting;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(search, 150);
    });
    await search();
    if (!("ontouchstart" in window)) input.focus({ preventScroll: true });
  }

  // ------------------------------------------------------------ report an error

  // The link works without this; here it learns which words are selected, or which highlight the address names, and its anchor.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest(".report-error a");
    if (!link) return;
    link.dataset.plain = link.dataset.plain || link.href;
    const chosen = getSelection();
    const range = chosen && chosen.rangeCount && !chosen.isCollapsed ? chosen.getRangeAt(0) : null;
    const named = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
    const mark = range ? [...document.querySelectorAll(".mk[id]")].find((each) => range.intersectsNode(each)) : named;
    const words = (range ? chosen.toString() : mark ? mark.textContent : "").trim().slice(0, 300);
    const address = new URL(link.dataset.plain);
    if (words) {
      const at = mark && mark.id ? location.href.split("#")[0] + "#" + mark.id : location.href;
      const read = mark && mark.title ? "\nRead as: " + mark.title : "";
      address.searchParams.set("body", "Page: " + at + "\nWords: " + words + read + "\n\nWhat is wrong:\n");
    }
    link.href = address.href;
  });

  function start() {
    startTables();
    startSwitches();
    startSearch();
  }

  // Material's instant navigation replaces the page without a load event and says so on document$.
  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
