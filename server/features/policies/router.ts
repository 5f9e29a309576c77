import { mutation, query, router } from "@/server/trpc/init";
import { listPolicies } from "./list-policies";
import { previewPolicy } from "./preview-policy";
import { setPolicy } from "./set-policy";

export const policiesRouter = router({
  list: query(listPolicies),
  preview: query(previewPolicy),
  set: mutation(setPolicy),
});
