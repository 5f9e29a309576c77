import { describe, expect, test } from "vitest";
import { errorText, firstError } from "./form";

const taken = { type: "custom", message: "Key 1 is taken." };

describe("an error of a field", () => {
  test.each([
    ["the field's own", taken, "menu"],
    ["one of a list, past entries that are right", [undefined, { digit: taken }], "menu.1.digit"],
    ["one beside a control's reference", { ref: { name: "menu" }, say: taken }, "menu.say"],
  ])("%s is found with where it stands", (_, error, name) => {
    expect(firstError("menu", error)).toEqual({ name, text: "Key 1 is taken." });
  });

  test.each([[undefined], [null], ["text"], [{}], [{ message: "" }]])(
    "%j says to look at the field",
    (error) => {
      expect(firstError("menu", error)).toEqual({ name: "menu", text: "Check this field." });
      expect(errorText(error)).toBe("Check this field.");
    },
  );
});
