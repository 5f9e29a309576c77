import { expect, type Locator, type Page } from "@playwright/test";

/** The state line of the softphone; `data-state` is `listening` exactly while the guest may answer. */
export const phoneState = (page: Page): Locator => page.locator("[role=status][data-state]");

/** Opens the softphone and starts a call that is only typed. */
export async function callByTyping(page: Page, hotel: string): Promise<void> {
  await page.goto(`/${hotel}/softphone`);
  await page.getByRole("button", { name: "Type only" }).click();
  await expect(phoneState(page)).toHaveAttribute("data-state", "listening", { timeout: 30_000 });
}

/** Types one turn and waits until the line has answered it; gives what the line said. */
export async function typeTurn(page: Page, text: string): Promise<string> {
  const log = page.getByRole("log");
  const before = (await log.innerText()).length;
  const box = page.getByLabel("What you say, in writing");
  await box.fill(text);
  await box.press("Enter");
  // The answer is there when the words grew by more than the question, and it is the guest's turn again.
  await expect
    .poll(async () => (await log.innerText()).length - before, { timeout: 30_000 })
    .toBeGreaterThan(text.length + 25);
  await expect(phoneState(page)).toHaveAttribute("data-state", /listening|ended/, { timeout: 30_000 });
  return (await log.innerText()).slice(before);
}

const answers: readonly [RegExp, string][] = [
  [/what name|your name/i, "Ingrid Solheim"],
  [/phone/i, "+47 912 34 567"],
  [/which|would you like/i, "the first one"],
];

/** Books a room by typing, whatever the line asks on the way. */
export async function bookByTyping(page: Page): Promise<void> {
  let said = await typeTurn(page, "A double room from the 14th of April for two nights, two adults");
  for (let turn = 0; turn < 8 && !/is booked|are booked|you are all set/i.test(said); turn++) {
    const question = said.match(/[^.?!]*\?/g)?.at(-1) ?? said;
    const book = /shall i|is that right/i.test(question);
    said = await typeTurn(
      page,
      book ? "yes" : (answers.find(([asked]) => asked.test(question))?.[1] ?? "yes"),
    );
  }
  expect(said).toMatch(/booked|all set/i);
}
