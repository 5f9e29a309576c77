import { settled } from "./support/pages";
import { enter } from "./support/sign-in";
import { expect, test } from "./support/test";

test("a desk books, gives out a room, notes and cancels; the record tells it all", async ({ page }) => {
  test.setTimeout(120_000);
  const hotel = await enter(page);
  await page.goto(`/${hotel}/reservations`);
  await settled(page);
  await page.keyboard.press("n");
  await expect(page).toHaveURL(new RegExp(`/${hotel}/reservations/new`));
  await settled(page);

  // Nothing is booked without a guest and a room, and nothing typed is lost.
  await page.getByLabel("First name").fill("Ada");
  await page.getByRole("button", { name: "Book reservation" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "A surname is needed." }).first()).toBeVisible();
  await expect(page.getByLabel("First name")).toHaveValue("Ada");

  const surname = `Prüfer ${Date.now().toString(36)}`;
  await page.getByLabel("Surname").fill(surname);
  const offer = page
    .getByRole("radiogroup", { name: "Room and rate" })
    .locator("label")
    .filter({ hasText: "Flexible" })
    .first();
  await offer.click();
  const price = (await offer.locator("data").first().innerText()).trim();
  const table = page.getByRole("table", { name: /^Price in/ });
  await expect(table.locator("tfoot")).toContainText(price);
  await page.getByRole("button", { name: "Book reservation" }).click();

  await expect(page).toHaveURL(/\/reservations\/[0-9a-f-]{36}$/, { timeout: 30_000 });
  const heading = page.getByRole("heading", { level: 1 });
  await expect(heading).toContainText(surname);
  const code = (await heading.locator("span").first().innerText()).trim();
  await expect(page.locator("header").filter({ has: heading })).toContainText("Confirmed");
  await expect(table.locator("tfoot")).toContainText(price);

  await page.getByLabel("New note").fill("A quiet room.");
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "A quiet room." })).toBeVisible();

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Assign room" }).click();
  const rooms = page.getByRole("dialog");
  const room = rooms.getByRole("radiogroup", { name: "Free rooms" }).locator("label").first();
  const number = (await room.locator("span.font-semibold").innerText()).trim();
  await room.click();
  await rooms.getByRole("button", { name: `Assign ${number}` }).click();
  await expect(rooms).toHaveCount(0);
  await expect(page.getByRole("button", { name: `Check in to ${number}` })).toBeVisible();

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Cancel reservation" }).click();
  const sure = page.getByRole("alertdialog");
  await expect(sure).toContainText(`Cancel ${code}`);
  await expect(sure).toContainText(/owed/);
  await sure.getByRole("button", { name: "Cancel reservation" }).click();
  await expect(page.locator("header").filter({ has: heading })).toContainText("Cancelled");
  const history = page.getByRole("list", { name: "History of the reservation" });
  await expect(history).toContainText("Cancelled");
  await expect(history).toContainText(`Room ${number} assigned`);
  await expect(history).toContainText("Note added");
  await expect(history).toContainText("You");

  await page.goto(`/${hotel}/reservations?q=${encodeURIComponent(surname)}`);
  await settled(page);
  const rows = page.getByRole("table", { name: "Reservations" }).locator("tbody tr");
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText(code);
  await page.goto(`/${hotel}/reservations?q=${encodeURIComponent(surname)}&status=confirmed`);
  await settled(page);
  await expect(page.locator("#main").getByText("No reservation fits")).toBeVisible();
});

test("a reservation that is not there says so and leads back", async ({ page }) => {
  const hotel = await enter(page);
  await page.goto(`/${hotel}/reservations/00000000-0000-7000-8000-000000000000`);
  await expect(page.getByText("This reservation was not found")).toBeVisible();
  await page.getByRole("link", { name: "Show all reservations" }).click();
  await expect(page).toHaveURL(new RegExp(`/${hotel}/reservations$`));
});
