import type { z } from "zod";
import { type PolicyArea, policyAreas } from "@/server/features/policies/schema";
import { PlainTime } from "@/server/kernel/dates";

export type FieldKind =
  | { kind: "time" }
  | { kind: "text"; max: number }
  | { kind: "number"; min: number | undefined; max: number | undefined; whole: boolean }
  | { kind: "flag" }
  | { kind: "choice"; values: readonly string[] }
  | { kind: "choices"; values: readonly string[] }
  | { kind: "lines" }
  | { kind: "records"; shape: Readonly<Record<string, z.ZodType>> };

const TEXT_MAX = 300;

interface Def {
  type: string;
  innerType?: z.ZodType;
  element?: z.ZodType;
  entries?: Readonly<Record<string, string>>;
  shape?: Readonly<Record<string, z.ZodType>>;
}
const defOf = (type: z.ZodType): Def => type.def as unknown as Def;

/** The schema inside `optional()`. */
const inside = (type: z.ZodType): z.ZodType => {
  const { innerType } = defOf(type);
  return defOf(type).type === "optional" && innerType ? inside(innerType) : type;
};

/** Whether a field of a record may be left out. */
export const mayBeEmpty = (type: z.ZodType): boolean => defOf(type).type === "optional";

/** Which control a field of the policies needs, read from its schema. */
export function fieldKind(field: z.ZodType): FieldKind {
  const type = inside(field);
  const def = defOf(type);
  if (type === PlainTime) return { kind: "time" };
  if (def.type === "boolean") return { kind: "flag" };
  if (def.type === "enum") return { kind: "choice", values: Object.values(def.entries ?? {}) };
  if (def.type === "number") {
    const { minValue, maxValue, format } = type as unknown as {
      minValue: number | null;
      maxValue: number | null;
      format: string | null;
    };
    const safe = (value: number | null) =>
      value !== null && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;
    return { kind: "number", min: safe(minValue), max: safe(maxValue), whole: format === "safeint" };
  }
  if (def.type === "array" && def.element) {
    const element = inside(def.element);
    const inner = defOf(element);
    if (inner.type === "object") return { kind: "records", shape: inner.shape ?? {} };
    if (inner.type === "enum") return { kind: "choices", values: Object.values(inner.entries ?? {}) };
    return { kind: "lines" };
  }
  const { maxLength } = type as unknown as { maxLength: number | null };
  return { kind: "text", max: maxLength ?? TEXT_MAX };
}

/** The fields of an area in the order of its schema. */
export const fieldsOf = (area: PolicyArea): [string, z.ZodType][] =>
  Object.entries(policyAreas[area].shape as Readonly<Record<string, z.ZodType>>);
