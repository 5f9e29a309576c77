import { ask } from "./support/api";
import { enter } from "./support/sign-in";
import { expect, test } from "./support/test";
import { callByTyping, phoneState } from "./support/typed-guest";

test("a running call is spoken into, taken over and handed back; what was promised becomes a request", async ({
  page: guest,
  context,
}) => {
  test.setTimeout(120_000);
  const hotel = await enter(guest);
  await callByTyping(guest, hotel);
  await expect(guest.getByRole("log")).not.toContainText("recorded");
  // Looking around does not hang up: the call goes on in the corner.
  await guest.getByRole("link", { name: "Reservations", exact: true }).first().click();
  const dock = guest.getByRole("region", { name: "Your call to the line" });
  await expect(dock).toBeVisible();

  const staff = await context.newPage();
  const live = await ask<{ rows: { id: string }[] }>(staff, hotel, "calls.list", { view: "live" });
  await staff.goto(`/${hotel}/calls/${live.rows[0]?.id}`);
  const control = staff.getByRole("region", { name: "Control of the call" });
  await control.getByRole("button", { name: "Listen" }).click();
  await expect(control.getByRole("alert")).toContainText("did not say that staff may listen");

  await control.getByRole("radio", { name: "Speak" }).click();
  await control.getByLabel("What the line says to the guest, word for word").fill("Your taxi waits outside.");
  await control.getByRole("button", { name: "Say it" }).click();
  await expect(dock).toContainText("Your taxi waits outside.", { timeout: 20_000 });

  await control.getByRole("button", { name: "Take over" }).click();
  await expect(control.getByText("You are speaking to the guest")).toBeVisible({ timeout: 20_000 });
  await dock.getByRole("link", { name: "Open the softphone" }).click();
  await expect(phoneState(guest)).toHaveAttribute("data-state", "with_person");
  await expect(guest.getByRole("log")).toContainText("handing you over to a colleague");

  await control.getByRole("button", { name: "Hand back" }).click();
  const promise = staff.getByRole("dialog", { name: "What did you promise?" });
  await promise.getByLabel("What is to be done").fill("Bring an umbrella to the taxi");
  await promise.getByRole("button", { name: /Add request/ }).click();
  await expect(promise).toHaveCount(0);
  await expect(phoneState(guest)).toHaveAttribute("data-state", "listening", { timeout: 20_000 });

  await staff.getByRole("button", { name: "Hang up" }).click();
  await staff.getByRole("alertdialog").getByRole("button", { name: "Hang up" }).click();
  await expect(phoneState(guest)).toHaveAttribute("data-state", "ended", { timeout: 20_000 });
  await expect(staff.getByRole("region", { name: "Written in this call" })).toContainText("Other");
});
