import type { sceneOf } from "../scene";
import * as bn from "./bn";
import * as da from "./da";
import * as de from "./de";
import * as es from "./es";
import * as fr from "./fr";
import * as it from "./it";
import * as nl from "./nl";
import * as no from "./no";
import * as pt from "./pt";
import * as sv from "./sv";

/** What is said, and in which call. */
export type Said = readonly (readonly [keyof typeof sceneOf, string])[];

/** By language: what no fact of its call backs, and what is true in it. */
export const said: Readonly<Record<string, { lies: Said; truths: Said }>> = {
  bn,
  da,
  de,
  es,
  fr,
  it,
  nl,
  no,
  pt,
  sv,
};
