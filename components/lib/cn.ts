import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// Our names that tailwind-merge cannot guess; without them `text-2xs text-muted` would lose one of the two.
const merge = extendTailwindMerge({
  extend: {
    classGroups: {
      "font-size": [{ text: ["2xs", "xs", "sm", "base", "lg", "xl", "2xl", "5xl"] }],
      shadow: [{ shadow: ["float", "none"] }],
      animate: [{ animate: ["pop", "fade", "sheet", "rise", "changed", "late", "live", "spin"] }],
    },
  },
});

/** Joins class names; of two that set the same property the later wins. */
export const cn = (...classes: ClassValue[]): string => merge(clsx(classes));
