import type { FormGoal } from "../dialogue/state";

export type FormName = FormGoal["form"];

/** A form of which nothing is known yet. In a file of its own: forms take a contact, which may end in a form. */
export const newForm = (form: FormName): FormGoal => ({
  kind: "form",
  form,
  values: {},
  items: [],
  ready: false,
});
