/** Emergency numbers by country (ISO 3166): 112 works in the EU and in many other countries' networks. */
const COUNTRY_NUMBERS: Readonly<Record<string, string>> = {
  US: "911",
  CA: "911",
  GB: "999",
  BD: "999",
  AU: "000",
  IN: "112",
  JP: "119",
};
const EUROPEAN = "112";

/** What is dialled in danger in a country, where the hotel has set no number of its own. */
export const emergencyNumberIn = (country: string): string => COUNTRY_NUMBERS[country] ?? EUROPEAN;
