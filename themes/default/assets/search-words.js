/* A text → the keys that it is found by: the same analysis as src/render/search/analysis.rs, held equal by tests/search/vectors.yaml. */
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
    return input => {
      let output = known.get(input);
      if (output === undefined) known.set(input, output = work(input));
      return output;
    };
  }

  function analysis(settings) {
    const prefixes = split(settings.prefixes);
    const suffixes = split(settings.suffixes);
    const stop = new Set(split(settings.stop));
    const stemmer = stemmers[settings.stemmer];
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

    function stem(word) {
      let left = word;
      for (let round = 0; round < 2; round++) {
        const length = Array.from(left).length;
        const suffix = suffixes.find(suffix => length >= suffix.length + settings.shortest && left.endsWith(suffix));
        if (!suffix) break;
        left = left.slice(0, left.length - suffix.length);
      }
      return stemmer && /^[a-z]*$/.test(left) ? stemmer(left) : left;
    }

    const keys = remembered(word => {
      if (!LETTERS.test(word)) return [word];
      return [...new Set(rests(word).map(rest => {
        const key = stem(rest);
        return has(settings.forms, key) ? settings.forms[key] : key;
      }))];
    });

    return { fold, tokens, keys, bare: word => rests(word)[0], isStop: word => stop.has(word), paragraph: split(settings.paragraph) };
  }

  /* The Porter2 algorithm of Snowball, for lower-case words of a to z. https://snowballstem.org/algorithms/english/stemmer.html */
  const stemmers = {
    English: (() => {
      const SPECIAL = {
        skis: 'ski', skies: 'sky', dying: 'die', lying: 'lie', tying: 'tie', idly: 'idl', gently: 'gentl', ugly: 'ugli', early: 'earli',
        only: 'onli', singly: 'singl', sky: 'sky', news: 'news', howe: 'howe', atlas: 'atlas', cosmos: 'cosmos', bias: 'bias', andes: 'andes',
      };
      const KEPT = /^(?:(?:inn|out|cann|herr|earr)ing|(?:proc|exc|succ)eed)$/;
      const VOWEL = /[aeiouy]/;
      const SHORT = /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/;
      const STEP2 = {
        ization: 'ize', ational: 'ate', fulness: 'ful', ousness: 'ous', iveness: 'ive', tional: 'tion', biliti: 'ble', lessli: 'less',
        entli: 'ent', ation: 'ate', alism: 'al', aliti: 'al', ousli: 'ous', iviti: 'ive', fulli: 'ful', enci: 'ence', anci: 'ance', abli: 'able',
        izer: 'ize', ator: 'ate', alli: 'al', bli: 'ble', ogi: 'og', li: '',
      };
      const STEP3 = { ational: 'ate', tional: 'tion', alize: 'al', icate: 'ic', iciti: 'ic', ative: '', ical: 'ic', ness: '', ful: '' };
      const STEP4 = ['ement', 'ance', 'ence', 'able', 'ible', 'ment', 'ant', 'ent', 'ism', 'ate', 'iti', 'ous', 'ive', 'ize', 'ion', 'al', 'er', 'ic'];
      const after = (word, from) => {
        const found = /[aeiouy][^aeiouy]/.exec(word.slice(from));
        return found ? from + found.index + 2 : word.length;
      };
      return word => {
        if (Object.prototype.hasOwnProperty.call(SPECIAL, word)) return SPECIAL[word];
        if (word.length < 3) return word;
        let w = '';
        for (const c of word) w += c === 'y' && (w === '' || VOWEL.test(w[w.length - 1])) ? 'Y' : c;
        const begin = /^(?:gener|commun|arsen)/.exec(w);
        const r1 = begin ? begin[0].length : after(w, 0);
        const r2 = after(w, r1);
        const cut = (count, end) => { w = w.slice(0, w.length - count) + (end || ''); };
        const within = (region, suffix) => w.length - suffix.length >= region;

        if (w.endsWith('sses')) cut(2);
        else if (/ie[ds]$/.test(w)) cut(w.length > 4 ? 2 : 1);
        else if (w.endsWith('s') && !/[us]s$/.test(w) && VOWEL.test(w.slice(0, -2))) cut(1);
        if (KEPT.test(w)) return w;

        const eed = /eed(?:ly)?$/.exec(w);
        const ed = /(?:ed|ing)(?:ly)?$/.exec(w);
        if (eed) {
          if (within(r1, eed[0])) cut(eed[0].length, 'ee');
        } else if (ed && VOWEL.test(w.slice(0, ed.index))) {
          cut(ed[0].length);
          if (/(?:at|bl|iz)$/.test(w)) w += 'e';
          else if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(w)) cut(1);
          else if (w.length === r1 && SHORT.test(w)) w += 'e';
        }

        if (/[^aeiouy][yY]$/.test(w) && w.length > 2) cut(1, 'i');

        const two = Object.keys(STEP2).find(suffix => w.endsWith(suffix));
        if (two && within(r1, two)) {
          const before = w[w.length - two.length - 1] || '';
          if (two === 'ogi' ? before === 'l' : two !== 'li' || 'cdeghkmnrt'.includes(before) && before) cut(two.length, STEP2[two]);
        }
        const three = Object.keys(STEP3).find(suffix => w.endsWith(suffix));
        if (three && within(three === 'ative' ? Math.max(r1, r2) : r1, three)) cut(three.length, STEP3[three]);
        const four = STEP4.find(suffix => w.endsWith(suffix));
        if (four && within(r2, four) && (four !== 'ion' || /[st]ion$/.test(w))) cut(four.length);

        if (w.endsWith('e')) {
          if (within(r2, 'e') || within(r1, 'e') && !SHORT.test(w.slice(0, -1))) cut(1);
        } else if (w.endsWith('ll') && within(r2, 'l')) cut(1);
        return w.replace(/Y/g, 'y');
      };
    })(),
  };

  globalThis.sijillWords = { analysis, split, stemmers, LETTERS, NUMBER };
}());
