/* A text → the keys that it is found by: the same analysis as src/render/search/analysis.rs, held equal by tests/search/vectors.yaml. Stems are
   looked up: the pieces of the index tell those of every word that the texts hold. */
(function () {
  'use strict';

  const WORD = /[\p{Alphabetic}\p{N}\p{M}]/u;
  const ALPHANUMERIC = /[\p{Alphabetic}\p{N}]/u;
  const MARK = /\p{M}/u;
  const LETTERS = /^\p{Alphabetic}+$/u;
  const NUMBER = /^[0-9]+$/;
  const JOINTS = '/.-';

  function split(text) {
    return text ? text.split(' ') : [];
  }

  /* Words and characters come again and again; a text is read many times faster when each is worked out once. */
  function remembered(work) {
    const known = new Map();
    const remember = input => {
      let output = known.get(input);
      if (output === undefined) known.set(input, output = work(input));
      return output;
    };
    remember.forget = () => known.clear();
    return remember;
  }

  /* `stems` holds the stems of the words that are known so far, where they are not the word itself. */
  function analysis(settings, stems) {
    const prefixes = split(settings.prefixes);
    const suffixes = split(settings.suffixes);
    const stop = new Set(split(settings.stop));
    const digits = new Map();
    for (const zero of settings.zeros) for (let digit = 0; digit < 10; digit++) digits.set(String.fromCodePoint(zero + digit), String(digit));
    const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
    const ignored = c => settings.ignored.some(([first, last]) => c.codePointAt(0) >= first && c.codePointAt(0) <= last);
    const inWord = remembered(c => WORD.test(c) || ignored(c));

    const fold = remembered(word => {
      let plain = '';
      for (const c of word.normalize('NFKC')) plain += has(settings.fold, c) ? settings.fold[c] : c;
      let folded = '';
      for (const c of plain.normalize('NFKD')) {
        if (MARK.test(c) || ignored(c)) continue;
        for (const lower of c.toLowerCase()) {
          const digit = digits.get(lower) || lower;
          if (ALPHANUMERIC.test(digit)) folded += digit;
        }
      }
      return folded;
    });

    /* Tokens with their places: `position` counts words, `start` and `end` are offsets in the text. */
    function tokens(text) {
      const chars = Array.from(text);
      const offsets = [0];
      for (const c of chars) offsets.push(offsets[offsets.length - 1] + c.length);
      const words = [];
      let at = 0;
      const run = from => {
        let end = from;
        while (end < chars.length && inWord(chars[end])) end++;
        return [fold(chars.slice(from, end).join('')), end];
      };
      while (at < chars.length) {
        if (!inWord(chars[at])) { at++; continue; }
        const start = at;
        let word;
        [word, at] = run(at);
        if (NUMBER.test(word)) {
          const groupable = word.length <= 3;
          let fraction = false;
          while (!fraction && at + 1 < chars.length && inWord(chars[at + 1])) {
            const separator = chars[at];
            const [next, end] = run(at + 1);
            if (!NUMBER.test(next)) break;
            if (groupable && next.length === 3 && settings.groups.includes(separator)) word += next;
            else if (settings.decimals.includes(separator)) { fraction = true; word += '.' + next; } else break;
            at = end;
          }
        }
        if (word) words.push({ word, position: words.length, from: start, to: at, start: offsets[start], end: offsets[at] });
      }
      return withSymbols(words, chars);
    }

    function withSymbols(words, chars) {
      const tokens = [];
      let chainEnd = 0;
      words.forEach((word, index) => {
        if (index >= chainEnd) {
          chainEnd = index + 1;
          let symbol = word.word;
          while (chainEnd < words.length) {
            const end = words[chainEnd - 1].to;
            if (words[chainEnd].from !== end + 1 || !JOINTS.includes(chars[end])) break;
            symbol += chars[end] + words[chainEnd].word;
            chainEnd++;
          }
          if (symbol.includes('/') && /[0-9]/.test(symbol)) {
            tokens.push({ ...word, word: symbol, end: words[chainEnd - 1].end, symbol: true });
          }
        }
        tokens.push(word);
      });
      return tokens;
    }

    /* What may be the word behind its prefixes: one possibility if that is sure, or else every one, the whole word first. */
    function rests(word) {
      const length = Array.from(word).length;
      const matching = prefixes.filter(prefix => length >= prefix.length + settings.shortest && word.startsWith(prefix));
      if (matching.length && matching[0].length >= 2 && length - matching[0].length >= settings.sure) return [word.slice(matching[0].length)];
      return [word, ...matching.map(prefix => word.slice(prefix.length))];
    }

    function withoutSuffixes(word) {
      let left = word;
      for (let round = 0; round < 2; round++) {
        const length = Array.from(left).length;
        const suffix = suffixes.find(suffix => length >= suffix.length + settings.shortest && left.endsWith(suffix));
        if (!suffix) break;
        left = left.slice(0, left.length - suffix.length);
      }
      return left;
    }

    /* What may be looked up to stem a word. */
    const lefts = word => (LETTERS.test(word) ? rests(word).map(withoutSuffixes) : []);

    const keys = remembered(word => {
      if (!LETTERS.test(word)) return [word];
      const found = lefts(word).flatMap(left => stems.get(left) || [left]);
      return [...new Set(found.map(key => (has(settings.forms, key) ? settings.forms[key] : key)))];
    });

    return { fold, tokens, keys, lefts, bare: word => rests(word)[0], isStop: word => stop.has(word), paragraph: split(settings.paragraph) };
  }

  globalThis.sijillWords = { analysis, split, LETTERS, NUMBER };
}());
