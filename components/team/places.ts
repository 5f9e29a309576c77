const inWords = new Intl.DisplayNames("en", { type: "currency" });

/** Every currency, by code and name. */
export const currencyOptions = Intl.supportedValuesOf("currency").map((code) => ({
  value: code,
  label: `${code} ${inWords.of(code) ?? ""}`,
}));

/** Every IANA time zone. */
export const timeZoneOptions = Intl.supportedValuesOf("timeZone").map((zone) => ({
  value: zone,
  label: zone.replaceAll("_", " "),
}));
