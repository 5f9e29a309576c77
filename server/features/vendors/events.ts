import { z } from "zod";
import { Id } from "@/server/kernel/ids";
import { defineEvent } from "@/server/verbs/events";

export const VendorChanged = defineEvent("vendor.changed", z.object({ connectionId: Id }));
