/* Small comforts over pages that read well without them: sorting and filtering tables, switches for the marks, cards, the full-text search. */
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
      const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent);
      for (const row of rows) [...row.cells].forEach((cell, at) => { cell.dataset.label = heads[at]; }); // phones show rows as cards
      const wrap = table.closest(".sortable");
      if (rows.length > 7) addFilter(wrap, rows, columnPicks(wrap, heads));
    }
  }

  // What a reader may choose rows by: the values of the columns that the page names. A cell's links are a value each.
  function columnPicks(wrap, heads) {
    return (wrap.dataset.pick || "").split("|").filter((name) => heads.includes(name)).map((name) => {
      const at = heads.indexOf(name);
      return {
        name,
        valuesOf: (row) => {
          const found = [...row.cells[at].querySelectorAll("a")];
          return (found.length ? found : [row.cells[at]]).map((each) => each.textContent.trim());
        },
        orderOf: (row) => row.cells[at].dataset.sort || "",
      };
    });
  }

  let filters = 0;

  // A bar before `place`: words, and a list for each of `picks`. `shown` hears after each change whether anything is asked for.
  function addFilter(place, rows, picks, shown) {
    const first = (filters += 1) === 1; // the address tells the state of the first alone
    const id = first ? "filter" : "filter-" + filters;
    const input = make("input", { type: "search", id, autocomplete: "off" });
    const count = make("span", { role: "status" });
    const all = make("button", { type: "button" }, "Show all");
    const bar = make("div", { class: "filter" }, make("label", { for: id }, "Filter"), input);
    const words = rows.map((row) => plain(row.textContent));
    const lists = [];
    for (const { name, valuesOf, orderOf } of picks) {
      const values = rows.map((row) => new Set(valuesOf(row).filter(Boolean)));
      const counts = new Map();
      const order = {};
      values.forEach((held, at) => held.forEach((value) => {
        counts.set(value, (counts.get(value) || 0) + 1);
        order[value] = orderOf ? orderOf(rows[at]) : "";
      }));
      if (counts.size < 2) continue;
      const list = make("select", { id: id + "-" + name.toLowerCase(), autocomplete: "off" }, make("option", { value: "" }, "all"));
      const sorted = [...counts].sort((a, b) => order[a[0]].localeCompare(order[b[0]]) || b[1] - a[1] || a[0].localeCompare(b[0]));
      for (const [value, many] of sorted) list.append(make("option", { value }, value + " (" + many + ")"));
      lists.push({ key: name.toLowerCase(), list, values });
      bar.append(make("span", { class: "pick" }, make("label", { for: list.id }, name), list));
    }
    bar.append(all, count);

    function apply() {
      const wanted = plain(input.value).split(/\s+/).filter(Boolean);
      const chosen = lists.filter(({ list }) => list.value);
      const active = wanted.length + chosen.length > 0;
      let left = 0;
      rows.forEach((row, at) => {
        row.hidden = !(wanted.every((word) => words[at].includes(word)) && chosen.every(({ list, values }) => values[at].has(list.value)));
        if (!row.hidden) left += 1;
      });
      count.textContent = active ? left + " of " + rows.length : "";
      all.hidden = !active;
      if (shown) shown(active);
    }

    function changed() {
      apply();
      if (!first) return;
      const asked = new URLSearchParams();
      if (input.value) asked.set("words", input.value);
      for (const { key, list } of lists) if (list.value) asked.set(key, list.value);
      history.replaceState(history.state, "", location.pathname + (asked.size ? "?" + asked : "") + location.hash);
    }

    function clear() {
      input.value = "";
      for (const { list } of lists) list.value = "";
      changed();
    }

    // An address that names a hidden row shows everything.
    function reveal() {
      const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!named || !named.closest("[hidden]")) return;
      clear();
      named.scrollIntoView();
    }

    input.addEventListener("input", changed);
    for (const { list } of lists) list.addEventListener("change", changed);
    all.addEventListener("click", () => { clear(); input.focus(); });
    addEventListener("hashchange", reveal);
    place.before(bar);
    const asked = new URLSearchParams(first ? location.search : "");
    input.value = asked.get("words") || "";
    for (const { key, list } of lists) {
      list.value = asked.get(key) || "";
      if (list.selectedIndex < 0) list.value = "";
    }
    apply();
    reveal();
  }

  // The timeline: its sentences carry the names in them; a day or part without any sentence left is hidden.
  function startTimeline() {
    const place = document.querySelector(".timeline[data-pick]");
    if (!place || place.dataset.started) return;
    place.dataset.started = "yes";
    const rows = [...place.querySelectorAll("li")];
    const picks = place.dataset.pick.split("|").map((name) => {
      const key = name.toLowerCase();
      return { name, valuesOf: (row) => (row.dataset[key] || "").split("|") };
    });
    if (rows.length < 3) return;
    addFilter(place, rows, picks, (active) => {
      for (const group of place.querySelectorAll(".day, .part")) group.hidden = active && !group.querySelector("li:not([hidden])");
    });
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
  const PASSAGES_OF = { Figure: "figures", Quotation: "quotes" }; // kinds whose pages only the search sees: they stand in their article's
  const PAGE = 10;
  const PASSAGES = 3; // sentences shown of one article

  // ------------------------------------------------------------ search by size

  const SIGNS = [
    [/^(>=|≥|at least|from)/i, ">="],
    [/^(<=|≤|up to|at most)/i, "<="],
    [/^(>|more than|over|above)/i, ">"],
    [/^(<|less than|fewer than|under|below)/i, "<"],
    [/^=/, "="],
  ];
  const TIMES = { k: 1e3, thousand: 1e3, m: 1e6, million: 1e6, bn: 1e9, billion: 1e9, trillion: 1e12 };

  // "> 100,000 people", "at least $5 million", "between 10 and 20 km". Null for anything else: words are searched as words.
  function amountOf(query) {
    const between = /^(?:between )?([$€£]?)\s*(\d[\d.,]*)\s*(?:and|to|-|–)\s*[$€£]?\s*(\d[\d.,]*)(.*)$/i.exec(query);
    if (between && /^between /i.test(query)) return made("..", between[1], between[2], between[4], between[3]);
    const [pattern, sign] = SIGNS.find(([each]) => each.test(query)) || [];
    const number = pattern && /^\s*([$€£]?)\s*(\d[\d.,]*)(.*)$/.exec(query.replace(pattern, ""));
    return number ? made(sign, number[1], number[2], number[3]) : null;

    function made(kind, money, first, after, second) {
      const [, unit, words] = /^\s*(k|thousand|m|million|bn|billion|trillion)?\b\s*(.*)$/i.exec(after);
      const value = (digits) => parseFloat(digits.replace(/,/g, "")) * (TIMES[(unit || "").toLowerCase()] || 1);
      const wanted = plain(words).replace(/%|per ?cent/, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
      const share = /%|per ?cent/.test(words);
      return { kind, money, share, low: value(first), high: second && value(second), words: wanted.map((each) => each.replace(/s$/, "")) };
    }
  }

  // Whether a bound that the article states is of that size. "More than 100,000" is more than 100,000; what it leaves open is not guessed.
  function isAmount(row, { kind, money, share, low, high }) {
    if ((money && row.unit !== "money") || (share && row.unit !== "%")) return false;
    const stated = [row.low, row.high].filter((each) => each !== null);
    if (!stated.length) return false;
    const [least, most] = [Math.min(...stated), Math.max(...stated)];
    if (kind === ">") return most > low || (row.high === null && most === low);
    if (kind === ">=") return most >= low;
    const first = least === 0 && most > 0 ? most : least; // "up to 200" runs from nothing; it states 200
    if (kind === "<") return first < low || (row.low === null && first === low);
    if (kind === "<=") return first <= low;
    return kind === "=" ? stated.includes(low) : first >= low && most <= high;
  }

  let figuresLoaded = null;
  function loadFigures() {
    figuresLoaded = figuresLoaded || fetch(new URL("../search/figures.json", base)).then((answer) => answer.json()).then((table) =>
      table.figures.map(([at, number, low, high, unit, text, about]) => {
        const [article, title, day] = table.articles[at];
        return { article, title, day, number, low, high, unit, text: table.words[text], about: table.words[about] };
      }));
    return figuresLoaded;
  }

  const pagesLoaded = new Map();
  function loadPage(address) {
    const parsed = (answer) => answer.text().then((text) => new DOMParser().parseFromString(text, "text/html")); // runs and loads nothing
    if (!pagesLoaded.has(address)) pagesLoaded.set(address, fetch(address).then(parsed));
    return pagesLoaded.get(address);
  }

  // From the word after one full stop to the word with the next. "Mr." or an initial ends it early; that costs words shown, not hits.
  function sentenceAround(words, at, first, last) {
    const ends = (word) => /[.!?…]["'”’)\]]*$/.test(word) && !/^["'“‘(]*(\p{Lu}|\p{Lu}?\p{Ll}{1,3})\.$/u.test(word);
    let from = at;
    let to = at + 1;
    while (from > first && at - from < 40 && !ends(words[from - 1])) from -= 1;
    while (to < last && to - at < 40 && !ends(words[to - 1])) to += 1;
    return [from, to];
  }

  async function startSearch() {
    const place = document.getElementById("full-search");
    if (!place || place.dataset.started) return;
    place.dataset.started = "yes";
    const input = make("input", { type: "search", "aria-label": "Search every sentence", placeholder: "A name, a word, “a phrase”, > 1,000 people", autocomplete: "off" });
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
      kinds = Object.keys((await engine.filters()).kind || {}).filter((kind) => !PASSAGES_OF[kind]); // results carry counts of facets only once these are loaded
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
      const amount = amountOf(query);
      if (amount) {
        facets.replaceChildren();
        await showFigures(amount, () => mine === run);
        return;
      }
      if (!query && !wanted) {
        list.replaceChildren();
        status.textContent = "";
        more.hidden = true;
        showFacets(await engine.filters());
        return;
      }
      const filters = {};
      for (const [name, values] of Object.entries(chosen)) if (values.size) filters[name] = { all: [...values] };
      // Lists and other pages without a kind repeat what the entries say, figures and quotations what their articles say.
      if (!filters.kind) filters.kind = { any: kinds };
      const answer = await engine.search(query || null, { filters });
      if (mine !== run) return;
      status.textContent = answer.results.length === 1 ? "1 page" : answer.results.length + " pages";
      showFacets({ ...answer.filters, kind: answer.totalFilters.kind });
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
      const kind = ((page.filters || {}).kind || ["Page"])[0];
      const found = passages(page);
      page.url = page.url.replace(/(figures|quotes)\.html$/, "");
      const link = make("a", { href: page.url + (found.length ? "#" + found[0].anchor : "") }, page.meta.title || page.url);
      const item = make("li", {}, make("span", { class: "kind" }, kind), link);
      if (!found.length) item.append(excerpt(page.excerpt.startsWith(kind + ". ") ? page.excerpt.slice(kind.length + 2) : page.excerpt)); // the kind stands above
      for (const passage of found.slice(0, PASSAGES)) item.append(sentence(page, passage));
      if (found.length > PASSAGES) item.append(make("p", { class: "how" }, "and in " + (found.length - PASSAGES) + " more of its sentences"));
      return item;
    }

    async function showFigures(amount, current) {
      const figures = await loadFigures().catch(() => []);
      if (!current()) return;
      const found = figures.filter((each) => isAmount(each, amount));
      const said = (each) => plain([each.text, each.about, each.unit, each.title].join(" "));
      const fits = found.filter((each) => amount.words.every((word) => said(each).includes(word)));
      const rest = amount.words.length ? found.filter((each) => !fits.includes(each)) : [];
      status.textContent = fits.length + (fits.length === 1 ? " figure" : " figures");
      if (rest.length) status.textContent += ", and " + rest.length + " of that size with other words";
      list.replaceChildren();
      const all = [...fits, ...rest];
      let at = 0;
      more.onclick = () => {
        for (const each of all.slice(at, at + PAGE)) list.append(shownFigure(each));
        at += PAGE;
        more.hidden = at >= all.length;
      };
      more.onclick();
    }

    function shownFigure(row) {
      const page = new URL("../articles/" + encodeURIComponent(row.article) + "/", base).href;
      const href = page + (row.number ? "#f-" + row.number : "");
      const words = [row.text || "figure", row.about].filter((each, at) => each && !(at && (row.text || "").includes(each))).join(" · ");
      const item = make("li", {}, make("span", { class: "kind" }, "Figure"), make("a", { href }, words));
      item.append(make("p", { class: "how" }, [row.title, row.day].filter(Boolean).join(", ")));
      if (row.number) loadPage(page).then((article) => item.lastChild.before(figureSentence(article, row, href))).catch(() => {});
      return item;
    }

    // The sentence stands on the article's page: ten of these are less than every sentence with a figure.
    function figureSentence(article, row, href) {
      const mark = article.getElementById("f-" + row.number);
      const block = mark.closest("p, h1, h3, li");
      const before = article.createRange();
      before.setStart(block, 0);
      before.setEndBefore(mark);
      const split = (text) => text.split(/\s+/).filter(Boolean);
      const parts = split(block.textContent.replace("¶", ""));
      const at = split(before.toString()).length;
      const [from, to] = sentenceAround(parts, at, 0, parts.length);
      const end = Math.min(to, at + split(row.text).length);
      const [first, said, last] = [[from, at], [at, end], [end, to]].map(([one, other]) => parts.slice(one, other).join(" "));
      return make("p", {}, make("a", { href }, first + " ", make("mark", {}, said), " " + last));
    }

    // The sentences of an article that hold what was searched, the best first. Pagefind counts in words: of the text, of hits, of anchors.
    function passages(page) {
      const anchors = page.anchors || [];
      const lines = ((page.filters || {}).kind || []).some((kind) => PASSAGES_OF[kind]);
      const paragraphs = anchors.filter((anchor) => (lines ? /^[fm]-\d+$/ : /^p-\d+$/).test(anchor.id));
      const marks = lines ? [] : anchors.filter((anchor) => /^m-\d+$/.test(anchor.id));
      const also = anchors.filter((anchor) => /^also-m-\d+$/.test(anchor.id));
      if (!paragraphs.length) return [];
      const words = (page.raw_content || "").split(/\s+/);
      const end = also.length ? also[0].location : words.length;
      const wide = (mark) => mark.text.trim().split(/\s+/).length;
      const held = new Map();
      for (const { location, balanced_score: score } of page.weighted_locations || []) {
        let hits = [location];
        let mark = null;
        if (location >= end) {
          // Another spelling of an entry: it is shown where the article first names that entry in its own.
          const other = also.filter((anchor) => anchor.location <= location).pop();
          mark = marks.find((anchor) => anchor.id === other.id.slice(5));
          if (!mark) continue;
          hits = Array.from({ length: wide(mark) }, (_, at) => mark.location + at);
        } else {
          const around = marks.filter((anchor) => anchor.location <= location && location < anchor.location + wide(anchor));
          mark = around.sort((a, b) => wide(a) - wide(b))[0];
        }
        const at = paragraphs.findIndex((each, place) => each.location <= hits[0] && !(paragraphs[place + 1] && paragraphs[place + 1].location <= hits[0]));
        if (at < 0) continue;
        const [first, last] = [paragraphs[at].location, paragraphs[at + 1] ? paragraphs[at + 1].location : end];
        const [from, to] = lines ? [first, last] : sentenceAround(words, hits[0], first, last);
        const passage = held.get(from) || { from, to, hits: new Set(), score: 0, anchor: paragraphs[at].id, marked: false };
        hits.forEach((hit) => passage.hits.add(hit));
        passage.score += score;
        if (mark && !passage.marked && mark.location >= from) Object.assign(passage, { anchor: mark.id, marked: true });
        held.set(from, passage);
      }
      return [...held.values()].sort((a, b) => b.score - a.score || a.from - b.from);
    }

    function sentence(page, { from, to, hits, anchor }) {
      const words = page.raw_content.split(/\s+/).slice(from, to).map((word) => word.replace(/\u200b/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">"));
      const link = make("a", { href: page.url + "#" + anchor });
      words.forEach((word, at) => link.append(at ? " " : "", hits.has(from + at) ? make("mark", {}, word) : word));
      return make("p", {}, link);
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

  // ------------------------------------------------------------ cards

  // A card over a name, figure, date or quotation: by mouse, by keyboard and by touch (the first tap shows it, the second follows the link).
  // Ours and not the theme's, whose cards appear only where the site stands at the address that it was built with.
  const CARDS = "a[data-card], .mk[data-note]";
  const WAIT = 250;
  let card = null; // { element, over }
  let cardTimer = 0;

  function prepareCards() {
    for (const link of document.querySelectorAll("article a[data-preview]")) {
      link.dataset.card = "";
      link.removeAttribute("data-preview");
    }
    for (const mark of document.querySelectorAll("article .mk[title]")) {
      mark.dataset.note = mark.title;
      mark.removeAttribute("title");
      if (!mark.closest("a") && !mark.querySelector("a")) mark.tabIndex = 0;
    }
  }

  // The heading that the address names and what stands below it, where several entries share a page; else nothing.
  function sectionOf(page, hash) {
    const found = [];
    let each = hash ? page.getElementById(decodeURIComponent(hash.slice(1))) : null;
    if (each && each.tagName === "H2") do { found.push(each); each = each.nextElementSibling; } while (each && each.tagName !== "H2");
    return found;
  }

  async function cardContent(over) {
    const [, what, read] = /^(Figure|Date|Quotation|Doubtful)?\s*[:–]?\s*(.*)$/s.exec(over.dataset.note || "");
    const note = read ? [make("p", {}, ...(what ? [make("span", { class: "kind" }, what), " "] : []), read)] : [];
    if (over.dataset.card === undefined) return note;
    const page = await loadPage(over.href.split("#")[0]);
    const section = sectionOf(page, over.hash);
    const text = (element) => ((element || {}).textContent || "").replace("¶", "").trim();
    const words = (selector) => text(section.map((each) => (each.matches(selector) ? each : each.querySelector(selector))).find(Boolean) || page.querySelector("article " + selector));
    const here = document.querySelector("article h1");
    const groups = section.length ? section.filter((each) => each.matches(".group")) : [...page.querySelectorAll("article .group")];
    const others = groups.map((each) => each.querySelector("strong")).filter(Boolean).map((each) => each.textContent).filter((each) => !here || !here.textContent.startsWith(each));
    const kind = words("[data-pagefind-filter=kind]");
    const more = others.slice(0, 3).map((each) => make("li", {}, each));
    const head = make("p", {}, ...(kind ? [make("span", { class: "kind" }, kind), " "] : []), make("strong", {}, section.length ? text(section[0]) : words("h1")));
    return [head, make("p", {}, words(".summary")), ...note, ...(more.length ? [make("p", { class: "how" }, "Also in"), make("ul", {}, ...more)] : [])];
  }

  async function showCard(over) {
    const content = await cardContent(over).catch(() => []);
    if (!content.length || pointed !== over) return;
    hideCard();
    const element = make("div", { class: "card-over", role: "tooltip", id: "card-over" }, ...content);
    document.body.append(element);
    const at = [...over.getClientRects()].pop() || over.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left, innerWidth - element.offsetWidth - 8));
    const below = at.bottom + element.offsetHeight + 10 < innerHeight || at.top < element.offsetHeight + 10;
    element.style.left = left + scrollX + "px";
    element.style.top = scrollY + (below ? at.bottom + 6 : at.top - element.offsetHeight - 6) + "px";
    over.setAttribute("aria-describedby", "card-over");
    card = { element, over };
  }

  function hideCard() {
    if (!card) return;
    card.element.remove();
    card.over.removeAttribute("aria-describedby");
    card = null;
  }

  let pointed = null; // what the card is asked for
  function point(over, wait) {
    clearTimeout(cardTimer);
    if (over === pointed && (card || over === null)) return;
    pointed = over;
    cardTimer = setTimeout(() => (over ? showCard(over) : hideCard()), wait);
  }

  function cardOf(event) {
    if (!(event.target instanceof Element)) return null;
    return event.target.closest(".card-over") ? pointed : event.target.closest(CARDS); // the pointer may go over into the card
  }

  document.addEventListener("pointerover", (event) => { if (event.pointerType !== "touch") point(cardOf(event), WAIT); });
  document.addEventListener("focusin", (event) => point(event.target.matches(":focus-visible") ? cardOf(event) : null, 0));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") point(null, 0); });
  document.addEventListener("click", (event) => {
    if (event.pointerType !== "touch") return;
    const over = cardOf(event);
    if (over && over.matches("article p *, article h1 *, article li *") && !(card && card.over === over) && !event.target.closest(".card-over")) event.preventDefault();
    point(over, 0);
  });

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

  prepareCards(); // before the theme looks for titles and previews: this script runs when the page is parsed and before its load event

  function start() {
    startTables();
    startTimeline();
    startSwitches();
    startSearch();
  }

  // Material's instant navigation replaces the page without a load event and says so on document$.
  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
