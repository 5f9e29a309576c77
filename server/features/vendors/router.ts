import { mutation, query, router } from "@/server/trpc/init";
import { checkConnection } from "./check-connection";
import { hostedSpeech } from "./hosted-speech";
import { listConnections } from "./list-connections";
import { getPronunciations, setPronunciations } from "./pronunciations";
import { removeConnection } from "./remove-connection";
import { reorderConnections } from "./reorder-connections";
import { saveConnection } from "./save-connection";
import { getSpendCaps, setSpendCaps } from "./spend-caps";

export const vendorsRouter = router({
  list: query(listConnections),
  hostedSpeech: query(hostedSpeech),
  save: mutation(saveConnection),
  remove: mutation(removeConnection),
  reorder: mutation(reorderConnections),
  check: mutation(checkConnection),
  pronunciations: query(getPronunciations),
  setPronunciations: mutation(setPronunciations),
  spendCaps: query(getSpendCaps),
  setSpendCaps: mutation(setSpendCaps),
});
