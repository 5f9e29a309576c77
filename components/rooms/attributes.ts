/** "sea_view" → "sea view". */
export const attributeWords = (attribute: string): string => attribute.replaceAll("_", " ");

/** What a person typed ("Sea view, balcony") as attributes: small letters, underscores, each once. */
export const attributesOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[,;\n]/)
      .map((each) =>
        each
          .trim()
          .toLowerCase()
          .replace(/[\s-]+/g, "_"),
      )
      .filter(Boolean),
  ),
];
