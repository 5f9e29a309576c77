import { describe, expect, test } from "vitest";
import { activeItem, allowedNav, nav, navHref, phoneItems, sameItemElsewhere } from "@/components/shell/nav";
import { PERMISSIONS, permissionsOf } from "@/server/auth/permissions";

const items = nav.flatMap((group) => group.items);

describe("nav", () => {
  test("labels, addresses and letters are each used once", () => {
    for (const values of [
      items.map((i) => i.label),
      items.map((i) => i.href),
      items.flatMap((i) => i.key ?? []),
    ])
      expect(new Set(values).size).toBe(values.length);
  });
  test("each permission exists in the permission table", () => {
    const known: readonly string[] = PERMISSIONS;
    expect(items.flatMap((item) => item.permission ?? []).filter((each) => !known.includes(each))).toEqual(
      [],
    );
  });
  test("forbidden pages are not listed; what needs nothing always is", () => {
    expect(allowedNav([]).flatMap((group) => group.items.map((item) => item.label))).toEqual(["Account"]);
    const housekeeper = allowedNav(permissionsOf("housekeeping")).flatMap((group) =>
      group.items.map((item) => item.label),
    );
    expect(housekeeper).toEqual(["Requests", "Rooms", "Account"]);
    expect(allowedNav(permissionsOf("owner")).flatMap((group) => group.items)).toHaveLength(items.length);
  });
  test("the phone's bar has four pages the person may open", () => {
    expect(phoneItems(permissionsOf("owner")).map((item) => item.label)).toEqual([
      "Overview",
      "Calls",
      "Reservations",
      "Requests",
    ]);
    expect(phoneItems(permissionsOf("housekeeping")).map((item) => item.label)).toEqual([
      "Requests",
      "Rooms",
    ]);
    expect(phoneItems([])).toEqual([]);
  });
});

describe("addresses", () => {
  test("a record belongs to its list; a longer noun is not its beginning", () => {
    expect(activeItem("/fjord/calls/0198", "fjord")?.label).toBe("Calls");
    expect(activeItem("/fjord/rooms", "fjord")?.label).toBe("Rooms");
    expect(activeItem("/fjord/roomsomething", "fjord")).toBeNull();
    expect(activeItem("/org/team", "fjord")?.label).toBe("Team");
    expect(activeItem("/other/calls", "fjord")).toBeNull();
    expect(activeItem("/", "fjord")).toBeNull();
  });
  test("another hotel keeps the page and drops the id", () => {
    expect(sameItemElsewhere("/fjord/reservations/7K2M", "fjord", "harbour")).toBe("/harbour/reservations");
    expect(sameItemElsewhere("/fjord/settings/line", "fjord", "harbour")).toBe("/harbour/settings");
    expect(sameItemElsewhere("/org/team", "fjord", "harbour")).toBe("/harbour/overview");
    expect(sameItemElsewhere("/fjord", "fjord", "harbour")).toBe("/harbour/overview");
  });
  test("global pages stand outside the hotel", () => {
    const team = items.find((item) => item.label === "Team");
    expect(team && navHref(team, "fjord")).toBe("/org/team");
  });
});
