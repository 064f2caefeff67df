/* A query → documents by rank, from the pieces that the build laid down in search/. Knows nothing of the page; `load` brings a piece. */
(function () {
  'use strict';

  const { analysis, split, LETTERS, NUMBER } = globalThis.sijillWords;

  /* How much a reading of a word counts beside the word itself. */
  const WEIGHT = { otherReading: 0.7, prefix: 0.4, onlyPrefix: 0.8, slip: 0.8, number: 0.5, paragraph: 3, name: 2 };
  /* How many ranges and spellings a prefix may open, and how many ranges of spellings are read whole to find a slip. */
  const LIMIT = { ranges: 3, spellings: 24, small: 6 };
  const QUOTED = /["“”„«»]([^"“”„«»]+)["“”„«»]/g;

  function engine(loader, load) {
    const stems = new Map();
    const words = analysis(loader.settings, stems);
    const pieces = new Map();
    const decoded = new Map();
    const piece = name => {
      if (!pieces.has(name)) pieces.set(name, load(loader.language + '/' + name + '.js'));
      return pieces.get(name);
    };

    /* The last range whose first key is not behind `key`. */
    function locate(ranges, key) {
      let low = 0;
      let high = ranges.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (ranges[middle][0] <= key) low = middle + 1; else high = middle;
      }
      return low - 1;
    }

    async function range(index) {
      const name = loader.words[index][1];
      if (!decoded.has(name)) {
        const list = await piece(name);
        const map = new Map();
        for (let i = 0; i < list.length; i += 2) {
          const [postings, ends] = list[i + 1].split('>');
          map.set(list[i], { list: postings, order: i / 2 });
          if (ends) stems.set(list[i], ends.split(' ').map(end => stemOf(list[i], end)));
        }
        decoded.set(name, map);
        if (loader.settings.stemmed) words.keys.forget();
      }
      return decoded.get(name);
    }

    /* Learns the stems of words, which stand where the words themselves do among the keys. */
    async function learn(asked) {
      if (!loader.settings.stemmed) return;
      const places = new Set(asked.flatMap(words.lefts).map(left => locate(loader.words, left)).filter(index => index >= 0));
      await Promise.all([...places].map(range));
    }

    /* The documents of a key and the key's share in each, from 0 to 1. */
    async function postings(key) {
      const index = locate(loader.words, key);
      const entry = index < 0 ? undefined : (await range(index)).get(key);
      if (!entry || !entry.list) return null;
      if (!entry.documents) {
        entry.documents = [];
        entry.shares = [];
        entry.index = index;
        let number = 0;
        let document = 0;
        for (let i = 0; i < entry.list.length; i++) {
          const code = entry.list.charCodeAt(i);
          if (code >= 97) number = number * 36 + code - 87;
          else if (code < 65) number = number * 36 + code - 48;
          else {
            document += number;
            number = 0;
            entry.documents.push(document);
            entry.shares.push(key[0] === ':' ? 1 : (code - 64) / 26);
          }
        }
      }
      return entry;
    }

    async function positions(key) {
      const entry = await postings(key);
      if (!entry) return new Map();
      if (!entry.positions) {
        const lists = (await piece(loader.words[entry.index][2]))[entry.order].split(';');
        entry.positions = new Map(entry.documents.map((document, i) => {
          let position = 0;
          return [document, new Set(split36(lists[i]).map(step => (position += step)))];
        }));
      }
      return entry.positions;
    }

    function split36(list) {
      return list ? list.split(',').map(number => parseInt(number, 36)) : [];
    }

    async function spelt(from, to) {
      const lists = [];
      for (let index = from; index <= to; index++) lists.push(piece(loader.spellings[index][1]));
      return (await Promise.all(lists)).flatMap(list => list.split(' '));
    }

    async function beginningWith(prefix) {
      const from = Math.max(0, locate(loader.spellings, prefix));
      const to = Math.min(from + LIMIT.ranges - 1, Math.max(from, locate(loader.spellings, prefix + '\uffff')));
      const found = (await spelt(from, to)).filter(word => word.startsWith(prefix));
      const shortest = found.sort((a, b) => a.length - b.length).slice(0, LIMIT.spellings);
      await learn(shortest);
      return shortest;
    }

    /* Spellings that differ by one letter, in the word or in its stem: one more, one less, another one, or two changed about. If there are none,
       those that begin like a long word and end otherwise. */
    async function oneSlipFrom(word) {
      if (!loader.spellings.length || Array.from(word).length < 4) return [];
      const ranges = new Set();
      if (loader.spellings.length <= LIMIT.small) loader.spellings.forEach((_, index) => ranges.add(index));
      else {
        for (const first of [word[0], word[1]]) {
          const to = locate(loader.spellings, first + '\uffff');
          for (let index = Math.max(0, locate(loader.spellings, first)); index <= to; index++) ranges.add(index);
        }
      }
      const lists = await Promise.all([...ranges].map(index => spelt(index, index)));
      const all = lists.flat();
      /* Stems are only known of words that were looked up, so that they say nothing here. */
      const [key] = loader.settings.stemmed ? [''] : words.keys(word);
      let near = all.filter(other => isOneSlip(word, other) || key.length >= 4 && isOneSlip(key, words.keys(other)[0]));
      if (!near.length && word.length >= 7) {
        const beginning = word.slice(0, Math.max(5, word.length - 3));
        near = all.filter(other => other.startsWith(beginning) && other.length <= word.length + 3);
      }
      await learn(near);
      return near;
    }

    /* What is asked for: groups of readings, phrases, and whether a number names a paragraph. */
    async function parse(query) {
      let text = query;
      for (const sign of words.paragraph) if (!words.fold(sign)) text = text.split(sign).join(' ' + words.paragraph[0] + ' ');
      const phrases = [];
      for (const [, quoted] of text.matchAll(QUOTED)) {
        const tokens = words.tokens(quoted).filter(token => !token.symbol && !words.isStop(token.word));
        if (tokens.length > 1) phrases.push(tokens.map(({ word, position }) => ({ word, position })));
      }
      const tokens = words.tokens(text);
      await learn(tokens.map(token => token.word));
      const typing = tokens.length > 0 && tokens[tokens.length - 1].end === text.length;
      const groups = [];
      const wordy = tokens.some(token => !words.isStop(token.word));
      for (let i = 0; i < tokens.length; i++) {
        const token = tokens[i];
        if (words.paragraph.includes(token.word) && i + 1 < tokens.length && NUMBER.test(tokens[i + 1].word)) {
          const numbers = [];
          while (i + 1 < tokens.length && NUMBER.test(tokens[i + 1].word)) {
            const number = Number(tokens[++i].word);
            const last = numbers[numbers.length - 1];
            const between = text.slice(tokens[i - 1].end, tokens[i].start);
            if (numbers.length && /^\s*[-–—]\s*$/.test(between) && number > last && number - last < 50) {
              for (let next = last + 1; next < number; next++) numbers.push(next);
            }
            numbers.push(number);
          }
          groups.push({ readings: new Map(numbers.map(number => [':para:' + number, WEIGHT.paragraph])), word: '' });
          continue;
        }
        if (token.symbol) {
          const parts = tokens.filter(part => !part.symbol && part.start >= token.start && part.end <= token.end);
          groups.push({ readings: new Map([[token.word, 1]]), word: '', parts: parts.map(part => group(part.word)) });
          i += parts.length;
          continue;
        }
        if (wordy && words.isStop(token.word)) continue;
        const own = group(token.word);
        own.last = typing && i === tokens.length - 1;
        groups.push(own);
      }
      return { groups, phrases };
    }

    function group(word) {
      const readings = new Map();
      words.keys(word).forEach((key, index) => readings.set(key, index ? WEIGHT.otherReading : 1));
      if (word.length <= 3 && !readings.has(word)) readings.set(word, 1);
      if (NUMBER.test(word)) readings.set(':para:' + Number(word), WEIGHT.number);
      return { readings, word };
    }

    async function matches(group) {
      const found = new Map();
      const lists = await Promise.all([...group.readings].map(async ([key, weight]) => [key, weight, await postings(key)]));
      group.keys = [];
      for (const [key, weight, entry] of lists) {
        if (!entry) continue;
        group.keys.push(key);
        const rarity = Math.log(1 + (loader.documents - entry.documents.length + 0.5) / (entry.documents.length + 0.5));
        entry.documents.forEach((document, i) => {
          const score = weight * rarity * entry.shares[i];
          if (score > (found.get(document) || 0)) found.set(document, score);
        });
      }
      return found;
    }

    async function settle(group, slips) {
      let found = await matches(group);
      if (group.last && LETTERS.test(group.word) && Array.from(group.word).length >= 2) {
        const weight = found.size ? WEIGHT.prefix : WEIGHT.onlyPrefix;
        for (const word of await beginningWith(words.bare(group.word))) {
          for (const key of words.keys(word).slice(0, 1)) if (!group.readings.has(key)) group.readings.set(key, weight);
        }
        found = await matches(group);
      }
      if (!found.size && slips && LETTERS.test(group.word)) {
        for (const word of await oneSlipFrom(words.bare(group.word))) {
          for (const key of words.keys(word).slice(0, 1)) group.readings.set(key, WEIGHT.slip);
          group.instead = word;
        }
        found = await matches(group);
      }
      return found;
    }

    /* The documents that hold a phrase: its words, in any reading that was found, at the same distances. */
    async function inPhrase(phrase, groups) {
      const keys = word => (groups.find(group => group.word === word) || {}).keys || [];
      const places = await Promise.all(phrase.map(part => Promise.all(keys(part.word).map(positions))));
      const at = (index, document, position) => places[index].some(map => map.has(document) && map.get(document).has(position));
      const holds = new Set();
      for (const map of places[0]) {
        for (const [document, starts] of map) {
          for (const start of starts) {
            if (phrase.every((part, index) => at(index, document, start + part.position - phrase[0].position))) { holds.add(document); break; }
          }
        }
      }
      return holds;
    }

    async function only(key) {
      const entry = await postings(key);
      return new Set(entry ? entry.documents : []);
    }

    /* Documents by rank: `{hits, keys, unmatched, instead}`; `narrow` may hold `kind`, `theme` and `state`. */
    async function search(query, { narrow = {}, slips = false } = {}) {
      const { groups: asked, phrases } = await parse(query);
      const found = await Promise.all(asked.map(group => settle(group, slips)));
      const groups = [];
      for (let i = 0; i < asked.length; i++) {
        if (found[i].size || !asked[i].parts) groups.push([asked[i], found[i]]);
        else for (const part of asked[i].parts) groups.push([part, await settle(part, false)]);
      }
      const scores = new Map();
      for (const [, documents] of groups) {
        for (const [document, score] of documents) {
          const own = scores.get(document) || [0, 0];
          scores.set(document, [own[0] + score, own[1] + 1]);
        }
      }
      /* A name that is all that was asked for leads to its page. */
      const named = await postings(':name:' + words.tokens(query).map(token => token.word).join(' '));
      for (const document of named ? named.documents : []) {
        const [score, matched] = scores.get(document) || [0, groups.length];
        scores.set(document, [score + WEIGHT.name * Math.log(loader.documents), matched]);
      }
      const filters = await Promise.all(phrases.map(phrase => inPhrase(phrase, groups.map(([group]) => group))));
      if (narrow.theme) filters.push(await only(':theme:' + narrow.theme));
      if (narrow.state) filters.push(await only(':state:' + narrow.state));
      const kinds = narrow.kind ? loader.kinds.filter(([name]) => name === narrow.kind) : loader.kinds;
      const hits = [];
      for (const [document, [score, matched]] of scores) {
        const kind = kinds.find(([, from, to]) => document >= from && document < to);
        if (!kind || !filters.every(filter => filter.has(document))) continue;
        const share = matched / groups.length;
        hits.push({ document, score: score * share * share * kind[3] });
      }
      hits.sort((a, b) => b.score - a.score || a.document - b.document);
      return {
        hits,
        keys: new Set(groups.flatMap(([group]) => group.keys || [])),
        unmatched: groups.filter(([, documents]) => !documents.size).length,
        instead: groups.map(([group]) => group.instead).filter(Boolean),
      };
    }

    /* The documents of these numbers, with their text. */
    async function documents(numbers) {
      return Promise.all(numbers.map(async number => {
        let [from, name] = loader.texts[locate(loader.texts, number)];
        if (loader.listed) {
          const list = await piece(name);
          [from, name] = list[locate(list, number)];
        }
        const [href, kind, title, place, text, others, symbol] = (await piece(name))[number - from];
        return { href, kind: loader.kinds[kind][0], title, place, text, others: split(others), symbol };
      }));
    }

    /* A text as parts, those of which are marked that hold one of `keys`; long texts are cut to where most of them stand. */
    function excerpt(text, keys, length) {
      const marks = words.tokens(text).filter(token => (token.symbol ? [token.word] : words.keys(token.word)).some(key => keys.has(key)));
      let from = 0;
      let to = text.length;
      if (text.length > length) {
        let best = 0;
        for (const mark of marks) {
          const near = new Set(marks.filter(other => other.start >= mark.start && other.end <= mark.start + length - 60).map(other => other.word)).size;
          if (near > best) { best = near; from = Math.max(0, mark.start - 60); }
        }
        if (from > 0) from = text.indexOf(' ', from) + 1;
        to = Math.min(text.length, from + length);
        if (to < text.length) to = Math.max(text.lastIndexOf(' ', to), from + 1);
      }
      const parts = from > 0 ? [{ text: '… ' }] : [];
      let at = from;
      for (const mark of marks) {
        if (mark.start < at || mark.end > to) continue;
        if (mark.start > at) parts.push({ text: text.slice(at, mark.start) });
        parts.push({ text: text.slice(mark.start, mark.end), marked: true });
        at = mark.end;
      }
      if (at < to) parts.push({ text: text.slice(at, to) });
      if (to < text.length) parts.push({ text: ' …' });
      return parts;
    }

    return { loader, search, documents, excerpt, learn, analysis: words };
  }

  /* A stem from what makes it of a word: how many letters to take off the end, and what to put there. */
  function stemOf(word, end) {
    const [, count, rest] = /^([0-9]+)(.*)$/.exec(end);
    const letters = Array.from(word);
    return letters.slice(0, letters.length - Number(count)).join('') + rest;
  }

  function isOneSlip(a, b) {
    if (a === b || Math.abs(a.length - b.length) > 1) return false;
    let start = 0;
    while (start < a.length && a[start] === b[start]) start++;
    let end = 0;
    while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
    const restA = a.slice(start, a.length - end);
    const restB = b.slice(start, b.length - end);
    return restA.length <= 1 && restB.length <= 1 || restA.length === 2 && restA === restB[1] + restB[0];
  }

  /* Asks the page's language first, then the others, and only then forgives slips. */
  async function ask(open, languages, query, narrow) {
    const first = await open(languages[0]);
    const exact = await first.search(query, { narrow });
    if (exact.hits.length && !exact.unmatched) return { engine: first, result: exact };
    if (!exact.hits.length) {
      for (const language of languages.slice(1)) {
        const other = await open(language);
        const result = await other.search(query, { narrow });
        if (result.hits.length) return { engine: other, result };
      }
    }
    for (const language of exact.hits.length ? languages.slice(0, 1) : languages) {
      const own = await open(language);
      const result = await own.search(query, { narrow, slips: true });
      if (result.hits.length) return { engine: own, result };
    }
    return { engine: first, result: exact };
  }

  globalThis.sijillEngine = { engine, ask };
}());
