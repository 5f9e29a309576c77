import { isIP } from "node:net";
import type { Span } from "./schema";

const mod = (digits: string, divisor: number) =>
  [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % divisor, 0);

// Length of the IBANs of each country, from the SWIFT registry.
const IBAN_LENGTHS: Record<string, number> = Object.fromEntries(
  (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 " +
    "FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 " +
    "MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 " +
    "SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30"
  )
    .split(" ")
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** ISO 13616: the country's length, and the rearranged number (letters as 10–35) is 1 modulo 97. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(text) || IBAN_LENGTHS[text.slice(0, 2)] !== text.length) return false;
  const rearranged = text.slice(4) + text.slice(0, 4);
  return (
    mod(
      rearranged.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55)),
      97,
    ) === 1
  );
}

const SPOKEN: Record<string, string> = Object.fromEntries(
  "zero one two three four five six seven eight nine".split(" ").map((word, digit) => [word, String(digit)]),
);
const PIECE = /[\p{L}\p{N}]+/gu;

interface Piece {
  text: string;
  start: number;
  end: number;
}

/** The pieces of a text that can belong to a code: groups of letters and digits, and digits said as words. */
function pieces(text: string): Piece[] {
  return [...text.matchAll(PIECE)].map((match) => {
    const lower = match[0].toLowerCase();
    const value = SPOKEN[lower] ?? (lower === "oh" ? "0" : match[0].toUpperCase());
    return { text: value, start: match.index, end: match.index + match[0].length };
  });
}

/** Stretches with the form of an IBAN, right or mistyped: their groups are no telephone numbers. */
export const findIbanForms = (text: string): { start: number; end: number }[] =>
  [...text.matchAll(/(?<![A-Za-z\d])[A-Za-z]{2}\d{2}(?: ?[A-Za-z\d]{2,4}){3,8}(?![A-Za-z\d])/g)].map(
    (match) => ({
      start: match.index,
      end: match.index + match[0].length,
    }),
  );

/** IBANs, written in any grouping or spelled out; only those whose length and check digits hold. */
export function findIbans(text: string): Span[] {
  const all = pieces(text);
  const spans: Span[] = [];
  for (let from = 0; from < all.length; from++) {
    if (!/^[A-Z]{1,2}/.test(all[from]?.text ?? "")) continue;
    let joined = "";
    let best = -1;
    for (let to = from; to < all.length && joined.length < 34; to++) {
      const piece = all[to];
      const gap = to === from ? "" : text.slice(all[to - 1]?.end, piece?.start);
      if (!piece || !/^[\s\-.,]{0,2}$/.test(gap)) break;
      joined += piece.text;
      if (joined.length >= 15 && isIban(joined)) best = to;
    }
    const [first, last] = [all[from], all[best]];
    if (!first || !last) continue;
    spans.push({ start: first.start, end: last.end, kind: "iban" });
    from = best;
  }
  return spans;
}

/** Network addresses, IPv4 and IPv6. */
export function findIps(text: string): Span[] {
  const candidates = text.matchAll(/(?<![\w.:])[0-9A-Fa-f:.]{3,45}(?![\w:])/g);
  return [...candidates].flatMap((match) => {
    const address = match[0].replace(/[.:]+$/, (marks) => (marks === "::" ? marks : ""));
    if (!isIP(address) || address === "::") return [];
    const after = match.index + address.length;
    const suffix = text.slice(after).match(/^(?:%\w{1,16})?(?:\/\d{1,3}\b)?/)?.[0].length ?? 0;
    return [{ start: match.index, end: after + suffix, kind: "ip" as const }];
  });
}

const NIF_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
const HETU_LETTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY";
const nif = (text: string) => {
  const upper = text.toUpperCase().replace(/^[XYZ]/, (letter) => String("XYZ".indexOf(letter)));
  return NIF_LETTERS[Number(upper.slice(0, -1)) % 23] === upper.at(-1);
};

// Numbers that show by their form, and where there is one by their check digit, whose they are.
const FORMS: readonly [RegExp, (text: string) => boolean][] = [
  // United States: social security number and ITIN.
  [/(?<![\d-])\d{3}([- ])\d{2}\1\d{4}(?![\d-])/g, (text) => !/^(000|666)|[- ]00[- ]|0000$/.test(text)],
  // United Kingdom: national insurance number.
  [
    /\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/gi,
    () => true,
  ],
  // Spain: NIF and NIE.
  [/\b(?:\d{8}|[XYZ]-?\d{7})-?[A-Z]\b/gi, (text) => nif(text.replaceAll("-", ""))],
  // Finland: personal identity code.
  [
    /\b\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]\b/gi,
    (text) => HETU_LETTERS[Number(text.slice(0, 6) + text.slice(7, 10)) % 31] === text.at(-1)?.toUpperCase(),
  ],
  // Korea: resident registration number.
  [/\b\d{6}-[1-8]\d{6}\b/g, () => true],
  // Italy: codice fiscale.
  [/\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b/gi, () => true],
  // India: permanent account number.
  [/\b[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]\b/g, () => true],
];

const LABEL =
  /\b(?:passport|social security|ssn|social (?=is|number)|national id(?:entity)?|identity (?:card|document|number)|id (?:card|number|document)|nid|dni|nie|driver'?s? licen[cs]e|driving licen[cs]e|tax (?:id|number)|aadhaar|account number|pasaporte|reisepass|personalausweis|ausweis|passeport)\b/giu;
const LABELLED_REACH = 60;

/** The code that follows a label within reach: a piece, or pieces spelled one by one, with five digits or letters at least. */
function labelled(text: string, from: number): Span | null {
  const reach = pieces(text.slice(from, from + LABELLED_REACH + 40)).map((piece) => ({
    ...piece,
    start: piece.start + from,
    end: piece.end + from,
  }));
  const isPart = (piece: Piece) => /\d/.test(piece.text) || piece.text.length === 1;
  let first = reach.findIndex((piece) => isPart(piece) && piece.text !== "A" && piece.text !== "I");
  if (first < 0 || (reach[first]?.start ?? 0) > from + LABELLED_REACH) return null;
  // "AB 123456": two letters in front of digits belong to them.
  const lead = reach[first - 1];
  if (lead && /^[A-Z]{2}$/.test(text.slice(lead.start, lead.end)) && lead.text !== "IS") first--;
  // Spelled: an "a" in front of another single letter is a letter, not an article.
  if (reach[first]?.text.length === 1 && reach[first - 1]?.text.length === 1) first--;
  let last = first;
  while (
    reach[last + 1] &&
    isPart(reach[last + 1] as Piece) &&
    /^[\s\-.,]*$/.test(text.slice(reach[last]?.end, reach[last + 1]?.start))
  )
    last++;
  const code = reach.slice(first, last + 1);
  const joined = code.map((piece) => piece.text).join("");
  const [start, end] = [code[0]?.start, code.at(-1)?.end];
  if (start === undefined || end === undefined || joined.length < 5 || (joined.match(/\d/g)?.length ?? 0) < 3)
    return null;
  return { start, end, kind: "id" };
}

/** Passport, identity, tax and social security numbers: by their form, or because they were announced. */
export function findIds(text: string, announced: boolean): Span[] {
  const spans: Span[] = [];
  for (const [form, holds] of FORMS) {
    for (const match of text.matchAll(form)) {
      if (holds(match[0])) spans.push({ start: match.index, end: match.index + match[0].length, kind: "id" });
    }
  }
  const starts = [...text.matchAll(LABEL)].map((match) => match.index + match[0].length);
  for (const from of announced ? [0, ...starts] : starts) {
    const span = labelled(text, from);
    if (span) spans.push(span);
  }
  return spans;
}
