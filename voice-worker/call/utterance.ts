/** What somebody is saying, as far as it is known by its sound. */
export interface Utterance {
  startedAt: number;
  /** Loudness of its beginning, 0..1. */
  level: number;
  overLine: boolean;
  /** The line's last words when it began. */
  justSaid: string;
  /** It was told that somebody means something. */
  worded: boolean;
}

export const noUtterance: Utterance = {
  startedAt: 0,
  level: 0,
  overLine: false,
  justSaid: "",
  worded: false,
};
