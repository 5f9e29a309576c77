import type { Page } from "@playwright/test";
import { expectBooked } from "./support/expect-booked";
import { installMicrophone, say, speakAll } from "./support/guest-voice";
import { enter } from "./support/sign-in";
import { expect, test } from "./support/test";

/** What the guest answers to which question, first match first. */
const answers: readonly [RegExp, string][] = [
  [/shall i book|is that right|shall i|would you like/i, "Yes please."],
  [/dates|arrive|which day/i, "Next Friday for three nights."],
  [/how many nights|leave/i, "Three nights."],
  [/how many|who will|adults/i, "Two adults."],
  [/which|what room/i, "The first one please."],
  [/phone|number/i, "two two, one two, three four, five six"],
  [/spell/i, "L I N D Q V I S T"],
  [/name/i, "Lindqvist."],
  [/anything else/i, "No thank you."],
  [/./, "I would like to book a room."],
];

const lastQuestion = async (page: Page): Promise<string> => {
  const lines = await page.getByRole("log").locator("[data-speaker=line]").allInnerTexts();
  return (
    lines
      .at(-1)
      ?.match(/[^.?!]*\?/g)
      ?.at(-1) ??
    lines.at(-1) ??
    ""
  );
};

test("a guest who speaks into the browser books a room", async ({ page }) => {
  test.setTimeout(300_000);
  const spoken = await speakAll([...new Set(answers.map(([, text]) => text))]);
  await installMicrophone(page);
  const hotel = await enter(page);
  await page.goto(`/${hotel}/softphone`);
  await page
    .getByRole("button", { name: /call the line/i })
    .last()
    .click();
  const status = page.locator("[role=status][data-state]");
  let first = true;
  for (let turn = 0; turn < 24; turn++) {
    await expect(status).toHaveAttribute("data-state", /listening|ended/, { timeout: 40_000 });
    if ((await status.getAttribute("data-state")) !== "listening") break;
    const asked = first ? "" : await lastQuestion(page);
    const text = first
      ? "I would like to book a room."
      : (answers.find(([when]) => when.test(asked))?.[1] ?? "Yes please.");
    first = false;
    await say(page, spoken.get(text) ?? "");
    await expect(status).not.toHaveAttribute("data-state", "listening", { timeout: 20_000 });
  }
  await page
    .getByRole("link", { name: /call/i })
    .filter({ hasText: /open|see|call/i })
    .last()
    .click();
  await expect(page).toHaveURL(/\/calls\/[0-9a-f-]{36}/);
  const callId = page.url().split("/").at(-1)?.split("?")[0] ?? "";
  await expectBooked(page, hotel, callId, { recording: true });
});
