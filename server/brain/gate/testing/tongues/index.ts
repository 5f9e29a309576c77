import type { sceneOf } from "../scene";
import * as de from "./de";
import * as es from "./es";
import * as fr from "./fr";

/** What is said, and in which call. */
export type Said = readonly (readonly [keyof typeof sceneOf, string])[];

/** By language: what no fact of its call backs, and what is true in it. */
export const said: Readonly<Record<string, { lies: Said; truths: Said }>> = { de, es, fr };
