export { digitsAt, foldWord, tongueOf } from "./digits";
export { mixedIn } from "./mixed";
export type { Spoken } from "./spoken";
export { spokenIn } from "./spoken-in";
